// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import com.google.common.collect.ImmutableMap;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.DayOfWeek;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;

/** Harmless: sets and maps, looked at or put in order. */
@SuppressWarnings("all")
final class HarmlessSets {
  private static final Logger LOG = Workflow.getLogger(HarmlessSets.class);

  static class LinksAndGivesASet extends Shop.Base {
    private final Set<String> open = new LinkedHashSet<>();

    public String order(String id) {
      open.addAll(desk.tagsOf(id));
      Workflow.newChildWorkflowStub(Tagged.class).tag(open);
      return id;
    }
  }

  @WorkflowInterface
  interface Tagged {
    @WorkflowMethod
    void tag(Set<String> tags);
  }

  static class EnumCollections extends Shop.Base {
    private final Map<DayOfWeek, String> plan = new EnumMap<>(DayOfWeek.class);

    public String order(String id) {
      for (DayOfWeek day : EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)) {
        desk.charge(day.name());
      }
      plan.forEach((day, what) -> desk.charge(what));
      return id;
    }
  }

  static class GuavaImmutables extends Shop.Base {
    private static final Map<String, Integer> WEIGHTS = ImmutableMap.of("x", 1, "a", 2);

    public String order(String id) {
      WEIGHTS.keySet().forEach(desk::charge);
      return id;
    }
  }

  static class ListOfConstants extends Shop.Base {
    private static final List<String> STEPS = List.of("pack", "label", "send");

    public String order(String id) {
      STEPS.forEach(desk::charge);
      Map<String, Integer> single = Map.of("only", 1);
      single.forEach((key, value) -> desk.charge(key));
      Set.of("only").forEach(desk::charge);
      return id;
    }
  }

  static class LoopsOverKnownKeys extends Shop.Base {
    public String order(String id) {
      Map<String, Integer> stock = new HashMap<>();
      for (String item : items) {
        stock.merge(item, 1, Integer::sum);
      }
      for (String item : items) {
        desk.charge(item + stock.get(item));
      }
      return id;
    }
  }

  static class NumbersOfAStream extends Shop.Base {
    private final Map<String, Integer> stock = new HashMap<>();

    public String order(String id) {
      Set<String> names = new HashSet<>(items);
      long open = stock.values().stream().filter(count -> count > 0).count();
      int total = stock.values().stream().mapToInt(Integer::intValue).sum();
      int sum = stock.values().stream().reduce(0, Integer::sum);
      boolean any = names.stream().anyMatch(name -> name.isBlank());
      int longest = names.stream().mapToInt(String::length).max().orElse(0);
      String last = names.stream().max(Comparator.naturalOrder()).orElse("");
      return any ? id : desk.charge(last + open + total + sum + longest);
    }
  }

  static class MapsASet extends Shop.Base {
    private final Set<String> raw = new HashSet<>();

    public String order(String id) {
      Set<String> clean = raw.stream().map(String::trim).collect(Collectors.toSet());
      Map<String, Integer> sizes =
          clean.stream().collect(Collectors.toMap(Function.identity(), String::length));
      Map<Boolean, Long> parts =
          clean.stream()
              .collect(Collectors.partitioningBy(x -> x.isEmpty(), Collectors.counting()));
      return desk.charge(id + sizes.get(id) + parts.get(true));
    }
  }

  static class DistinctList extends Shop.Base {
    public String order(String id) {
      items.stream().distinct().map(String::trim).forEach(desk::charge);
      return items.stream().collect(Collectors.joining("/"));
    }
  }

  static class FindsByKey extends Shop.Base {
    private final Set<Shop.Line> lines = new HashSet<>();

    private Shop.Line lineOf(String item) {
      for (Shop.Line line : lines) {
        if (line.item().equals(item)) {
          return line;
        }
      }
      return null;
    }

    private boolean has(String item) {
      for (Shop.Line line : lines) {
        if (line.item().startsWith(item)) {
          return true;
        }
      }
      return false;
    }

    public String order(String id) {
      return has(id) && lineOf(id) != null ? desk.charge(id) : "none";
    }
  }

  static class Validates extends Shop.Base {
    private static final Set<String> CURRENCIES = Set.of("EUR", "USD", "CHF");

    public String order(String id) {
      if (!CURRENCIES.contains(id)) {
        throw ApplicationFailure.newFailure("not one of " + CURRENCIES, "Currency");
      }
      return desk.charge(id);
    }

    public void checkItem(String item) {
      for (String currency : CURRENCIES) {
        if (item.endsWith(currency)) {
          throw new IllegalArgumentException("no currency, please: " + currency);
        }
      }
    }
  }

  static class LogsASet extends Shop.Base {
    private final Set<String> waiting = new HashSet<>();

    public String order(String id) {
      LOG.info("waiting for {}", waiting);
      LOG.info("waiting for " + waiting + " in " + id);
      waiting.forEach(one -> LOG.info("still {}", one));
      return desk.charge(id);
    }
  }

  static class ShowsASetInAQuery extends Shop.Base {
    private final Map<String, Integer> stock = new HashMap<>();

    public String status() {
      StringBuilder text = new StringBuilder();
      stock.forEach((item, count) -> text.append(item).append(count));
      List<String> keys = new ArrayList<>(stock.keySet());
      return text + String.join(",", keys) + stock;
    }
  }

  static class GivesASetToAnActivity extends Shop.Base {
    interface Bulk {}

    record Request(Set<String> items) {}

    public String order(String id) {
      Request request = new Request(new HashSet<>(items));
      return Workflow.newUntypedActivityStub(null).execute("Pack", String.class, request);
    }
  }

  static class ComparesSets extends Shop.Base {
    public String order(String id) {
      Set<String> before = new HashSet<>(items);
      Workflow.await(() -> !new HashSet<>(items).equals(before));
      Set<String> added = new HashSet<>(items);
      added.removeAll(before);
      before.retainAll(added);
      return added.isEmpty() || before.hashCode() == 0 ? id : desk.charge(id);
    }
  }

  static class PriorityAndQueues extends Shop.Base {
    private final PriorityQueue<String> queue = new PriorityQueue<>();
    private final ArrayDeque<String> fifo = new ArrayDeque<>();

    public void paid(String by) {
      queue.add(by);
      fifo.addLast(by);
    }

    public String order(String id) {
      while (!queue.isEmpty()) {
        desk.charge(queue.poll() + fifo.pollFirst());
      }
      return id;
    }
  }

  static class NavigatesATree extends Shop.Base {
    private final NavigableMap<Integer, String> levels = new TreeMap<>();

    public String order(String id) {
      for (Map.Entry<Integer, String> level : levels.descendingMap().entrySet()) {
        desk.charge(level.getValue());
      }
      return desk.charge(levels.firstEntry().getValue() + levels.headMap(5).values());
    }
  }

  static class ConcurrentForLookups extends Shop.Base {
    private final ConcurrentHashMap<String, Integer> done = new ConcurrentHashMap<>();

    public int addItem(String item) {
      done.putIfAbsent(item, 0);
      done.computeIfPresent(item, (key, count) -> count + 1);
      done.replaceAll((key, count) -> Math.min(count, 5));
      return done.getOrDefault(item, 0);
    }
  }

  static class TakesFromARange extends Shop.Base {
    public String order(String id) {
      int[] squares = IntStream.range(0, 5).map(i -> i * i).toArray();
      List<Integer> boxed = Arrays.stream(squares).boxed().collect(Collectors.toList());
      Collections.reverse(boxed);
      String[] copy = items.toArray(String[]::new);
      copy[0] = id;
      return desk.charge(copy[0] + boxed.get(0) + squares[1]);
    }
  }

  private HarmlessSets() {}
}
