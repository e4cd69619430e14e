// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.*;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Bad with its own state and flow, as people write it who have never seen the check. */
@SuppressWarnings("all")
final class OthersBadState {

  @Breaks(HASH_ORDER)
  static class ChargesByCustomer extends Shop.Base {
    public String order(String id) {
      Map<Integer, List<String>> byLength =
          desk.itemsOf(id).stream().collect(Collectors.groupingBy(String::length));
      byLength.forEach((length, some) -> desk.charge(length + some.get(0)));
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class NotifiesWatchers extends Shop.Base {
    private final Set<String> watchers = new HashSet<>();

    public void paid(String by) {
      watchers.add(by);
    }

    public String order(String id) {
      Workflow.await(() -> watchers.size() > 2);
      for (String watcher : watchers) {
        desk.notifyCustomer(watcher);
      }
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class CancelsPending extends Shop.Base {
    private final Map<String, Promise<String>> pending = new HashMap<>();

    public String order(String id) {
      for (String item : desk.itemsOf(id)) {
        pending.put(item, Async.function(desk::charge, item));
      }
      StringBuilder log = new StringBuilder();
      pending.values().forEach(promise -> log.append(promise.get()));
      return desk.charge(log.toString());
    }
  }

  @Breaks(HASH_ORDER)
  static class PicksOne extends Shop.Base {
    public String order(String id) {
      Iterator<String> tags = desk.tagsOf(id).iterator();
      return tags.hasNext() ? desk.charge(tags.next()) : "none";
    }
  }

  @Breaks(HASH_ORDER)
  static class DiffOfTwo extends Shop.Base {
    public String order(String id) {
      Set<String> missing = new HashSet<>(desk.itemsOf(id));
      missing.removeAll(desk.itemsOf("stock"));
      List<String> orders = new ArrayList<>(missing);
      orders.forEach(desk::charge);
      return id;
    }
  }

  static final class Cache<K, V> {
    private final Map<K, V> entries = new ConcurrentHashMap<>();

    V get(K key, Supplier<V> load) {
      V known = entries.get(key);
      if (known == null) {
        known = load.get();
        entries.put(key, known);
      }
      return known;
    }
  }

  @Breaks(SHARED_STATE)
  static class OwnCache extends Shop.Base {
    private static final Cache<String, Integer> STOCK = new Cache<>();

    public String order(String id) {
      return desk.charge(id + STOCK.get(id, () -> desk.stock(id)));
    }
  }

  enum Counter {
    ORDERS;

    private int count;

    int next() {
      return ++count;
    }
  }

  @Breaks(SHARED_STATE)
  static class EnumThatCounts extends Shop.Base {
    public String order(String id) {
      return desk.charge(id + Counter.ORDERS.next());
    }
  }

  @Breaks(SHARED_STATE)
  static class Listeners extends Shop.Base {
    private static final List<Consumer<String>> LISTENERS = new ArrayList<>();

    public String order(String id) {
      LISTENERS.add(desk::notifyCustomer);
      return id;
    }
  }

  @Breaks(SHARED_STATE)
  static class LastOrder extends Shop.Base {
    static volatile String last = "";

    public String order(String id) {
      String before = last;
      last = id;
      return desk.charge(before);
    }
  }

  @Breaks(QUERY_WRITES)
  static class MarksAsRead extends Shop.Base {
    private boolean read;

    public String status() {
      read = true;
      return state;
    }
  }

  @Breaks(QUERY_WRITES)
  static class DrainsInAQuery extends Shop.Base {
    public String status() {
      StringBuilder text = new StringBuilder();
      while (!items.isEmpty()) {
        text.append(items.remove(0));
      }
      return text.toString();
    }
  }

  @Breaks(SIDE_EFFECT_WRITES)
  static class RemembersInASideEffect extends Shop.Base {
    public String order(String id) {
      Workflow.sideEffect(
          Boolean.class,
          () -> {
            state = "SEEN";
            return true;
          });
      return desk.charge(state);
    }
  }

  @Breaks(CONDITION_WRITES)
  static class CountsWhileItWaits extends Shop.Base {
    private int polls;

    public String order(String id) {
      Workflow.await(() -> ++polls > 3 || !payer.isEmpty());
      return desk.charge(id);
    }
  }

  @Breaks(SWALLOWED_CANCELLATION)
  static class CarriesOn extends Shop.Base {
    public String order(String id) {
      try {
        Workflow.sleep(Duration.ofDays(1));
      } catch (CanceledFailure e) {
        state = "impatient";
      }
      return desk.charge(id);
    }
  }

  @Breaks(COMMAND_IN_FINALLY)
  static class AlwaysNotifies extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(id);
      } finally {
        desk.notifyCustomer(id);
      }
    }
  }

  @Breaks(CATCHES_ERROR)
  static class SafeRun extends Shop.Base {
    private static String safely(Supplier<String> work) {
      try {
        return work.get();
      } catch (Throwable t) {
        return "failed: " + t.getMessage();
      }
    }

    public String order(String id) {
      return safely(() -> desk.charge(id));
    }
  }

  @Breaks(UNBOUNDED_HISTORY)
  static class PollsForEver extends Shop.Base {
    public String order(String id) {
      for (int round = 0; ; round++) {
        desk.notifyCustomer(id);
        Workflow.sleep(Duration.ofMinutes(1));
      }
    }
  }

  @Breaks(LEAKED_TIMER)
  static class RemindsForEachPayment extends Shop.Base {
    private int payments;

    public String order(String id) {
      for (int i = 1; i <= 12; i++) {
        int due = i;
        Workflow.await(Duration.ofDays(30), () -> payments >= due);
        desk.notifyCustomer(id);
      }
      return id;
    }
  }

  @Breaks(REPLAYING)
  static class SendsOnce extends Shop.Base {
    public String order(String id) {
      if (!io.temporal.workflow.unsafe.WorkflowUnsafe.isReplaying()) {
        desk.notifyCustomer(id);
      }
      return desk.charge(id);
    }
  }
}
