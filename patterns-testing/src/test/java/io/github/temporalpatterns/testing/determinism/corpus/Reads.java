// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.QUERY_WRITES;

import io.temporal.common.converter.EncodedValues;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.DynamicQueryHandler;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Bad: queries, validators and side effects that change something. */
@SuppressWarnings("all")
final class Reads {

  static final class Cart {
    private final List<String> lines = new ArrayList<>();
    private int views;

    List<String> lines() {
      return lines;
    }

    void view() {
      views++;
    }
  }

  @Breaks(QUERY_WRITES)
  static class SetsAField extends Shop.Base {
    public String status() {
      state = "ASKED";
      return state;
    }
  }

  @Breaks(QUERY_WRITES)
  static class CountsQueries extends Shop.Base {
    private int asked;

    public String status() {
      return state + ++asked;
    }
  }

  @Breaks(QUERY_WRITES)
  static class AddsToAList extends Shop.Base {
    public String status() {
      items.add("asked");
      return state;
    }
  }

  @Breaks(QUERY_WRITES)
  static class SortsAField extends Shop.Base {
    public String status() {
      Collections.sort(items);
      return items.toString();
    }
  }

  @Breaks(QUERY_WRITES)
  static class SortsByAComparator extends Shop.Base {
    public String status() {
      items.sort(Comparator.reverseOrder());
      return items.get(0);
    }
  }

  @Breaks(QUERY_WRITES)
  static class Reverses extends Shop.Base {
    public String status() {
      Collections.reverse(items);
      return String.join(",", items);
    }
  }

  @Breaks(QUERY_WRITES)
  static class SortsAnArray extends Shop.Base {
    private final String[] slots = {"b", "a"};

    public String status() {
      Arrays.sort(slots);
      return slots[0];
    }
  }

  @Breaks(QUERY_WRITES)
  static class WritesAnArray extends Shop.Base {
    private final int[] seen = new int[1];

    public String status() {
      seen[0] += 1;
      return state;
    }
  }

  @Breaks(QUERY_WRITES)
  static class DrainsAQueue extends Shop.Base {
    private final Deque<String> events = new ArrayDeque<>();

    public String status() {
      return events.isEmpty() ? "" : events.pop();
    }
  }

  @Breaks(QUERY_WRITES)
  static class CachesLazily extends Shop.Base {
    private String cached;

    public String status() {
      if (cached == null) {
        cached = String.join(",", items);
      }
      return cached;
    }
  }

  @Breaks(QUERY_WRITES)
  static class CallsAHelper extends Shop.Base {
    private final Cart cart = new Cart();

    public String status() {
      return describe(cart);
    }

    private static String describe(Cart cart) {
      cart.view();
      return cart.lines().toString();
    }
  }

  @Breaks(QUERY_WRITES)
  static class ClearsThroughAGetter extends Shop.Base {
    private final Cart cart = new Cart();

    public String status() {
      String text = String.join(",", cart.lines());
      cart.lines().clear();
      return text;
    }
  }

  @Breaks(QUERY_WRITES)
  static class WritesInAStream extends Shop.Base {
    private final List<Cart> carts = new ArrayList<>();

    public String status() {
      carts.stream().filter(cart -> cart.lines().isEmpty()).forEach(Cart::view);
      return state;
    }
  }

  @Breaks(QUERY_WRITES)
  static class WritesAnElement extends Shop.Base {
    private final Map<String, Cart> carts = new HashMap<>();

    public String status() {
      for (Cart cart : carts.values()) {
        cart.views = 0;
      }
      return state;
    }
  }

  @Breaks(QUERY_WRITES)
  static class RemovesByAnIterator extends Shop.Base {
    public String status() {
      for (Iterator<String> all = items.iterator(); all.hasNext(); ) {
        if (all.next().isBlank()) {
          all.remove();
        }
      }
      return items.toString();
    }
  }

  @Breaks(QUERY_WRITES)
  static class RemovesIf extends Shop.Base {
    public String status() {
      items.removeIf(String::isBlank);
      return state;
    }
  }

  @Breaks(QUERY_WRITES)
  static class ComputesIfAbsent extends Shop.Base {
    public String status() {
      return "" + counts.computeIfAbsent("total", x -> items.size());
    }
  }

  @Breaks(QUERY_WRITES)
  static class SetsTheValueOfAnEntry extends Shop.Base {
    public String status() {
      counts.entrySet().forEach(entry -> entry.setValue(0));
      return state;
    }
  }

  @Breaks(QUERY_WRITES)
  static class IncrementsAnAtomic extends Shop.Base {
    private final AtomicInteger asked = new AtomicInteger();

    public String status() {
      return state + asked.getAndIncrement();
    }
  }

  @Breaks(QUERY_WRITES)
  static class SetsABit extends Shop.Base {
    private final BitSet seen = new BitSet();

    public String status() {
      seen.set(items.size());
      return state;
    }
  }

  @Breaks(QUERY_WRITES)
  static class AppendsToABuilder extends Shop.Base {
    private final StringBuilder log = new StringBuilder();

    public String status() {
      log.append("asked;");
      return log.toString();
    }
  }

  @Breaks(QUERY_WRITES)
  static class CallsAnActivity extends Shop.Base {
    public String status() {
      return desk.charge("status");
    }
  }

  @Breaks(QUERY_WRITES)
  static class SleepsInAQuery extends Shop.Base {
    public String status() {
      Workflow.sleep(Duration.ofSeconds(1));
      return state;
    }
  }

  @Breaks(QUERY_WRITES)
  static class AwaitsInAQuery extends Shop.Base {
    public String status() {
      Workflow.await(() -> closed);
      return state;
    }
  }

  @Breaks(QUERY_WRITES)
  static class PollsAWorkflowQueue extends Shop.Base {
    private final WorkflowQueue<String> queue = Workflow.newWorkflowQueue(10);

    public String status() {
      return String.valueOf(queue.poll());
    }
  }

  @Breaks(QUERY_WRITES)
  static class CompletesAPromise extends Shop.Base {
    private final CompletablePromise<String> asked = Workflow.newPromise();

    public String status() {
      asked.complete("now");
      return state;
    }
  }

  @Breaks(QUERY_WRITES)
  static class WaitsForAPromise extends Shop.Base {
    private final CompletablePromise<String> answer = Workflow.newPromise();

    public String status() {
      return answer.get();
    }
  }

  @Breaks(QUERY_WRITES)
  static class ValidatorThatWrites extends Shop.Base {
    public void checkItem(String item) {
      state = "CHECKED";
      if (item.isEmpty()) {
        throw new IllegalArgumentException("empty");
      }
    }
  }

  @Breaks(QUERY_WRITES)
  static class ValidatorThatReserves extends Shop.Base {
    private final Map<String, Integer> reserved = new HashMap<>();

    public void checkItem(String item) {
      if (reserved.merge(item, 1, Integer::sum) > 3) {
        throw new IllegalArgumentException("too many");
      }
    }
  }

  @Breaks(QUERY_WRITES)
  static class ValidatorThatCalls extends Shop.Base {
    public void checkItem(String item) {
      if (desk.stock(item) == 0) {
        throw new IllegalArgumentException("none left");
      }
    }
  }

  @Breaks(QUERY_WRITES)
  static class RegisteredHandler extends Shop.Base {
    final class Any implements DynamicQueryHandler {
      public Object handle(String type, EncodedValues args) {
        closed = true;
        return type;
      }
    }

    public String order(String id) {
      Workflow.registerListener(new Any());
      return desk.charge(id);
    }
  }

  private Reads() {}
}
