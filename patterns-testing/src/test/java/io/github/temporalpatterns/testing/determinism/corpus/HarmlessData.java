// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import com.google.common.collect.ImmutableSet;
import io.temporal.workflow.Workflow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/** Harmless: collections, sorted, ordered, or looked at without regard to their order. */
@SuppressWarnings("all")
final class HarmlessData {
  private static final Logger LOG = Workflow.getLogger(HarmlessData.class);

  static class SumsAMap extends Shop.Base {
    private final Map<String, Integer> stock = new HashMap<>();

    public String order(String id) {
      int total = 0;
      for (int count : stock.values()) {
        total += count;
      }
      return desk.charge(id + total);
    }
  }

  static class SumsDecimals extends Shop.Base {
    private BigDecimal total = BigDecimal.ZERO;

    public String order(String id) {
      Map<String, BigDecimal> prices = new HashMap<>(desk.pricesOf(id));
      for (Map.Entry<String, BigDecimal> price : prices.entrySet()) {
        if (items.contains(price.getKey())) {
          total = total.add(price.getValue());
        }
      }
      return desk.charge(total.toPlainString());
    }
  }

  static class CountsAndFindsTheLargest extends Shop.Base {
    public String order(String id) {
      Set<String> distinct = new HashSet<>(items);
      int longest = 0;
      boolean urgent = false;
      for (String one : distinct) {
        longest = Math.max(longest, one.length());
        if (one.startsWith("!")) {
          urgent = true;
        }
      }
      return urgent ? desk.charge(id + longest) : id;
    }
  }

  static class FillsAnotherSet extends Shop.Base {
    private final Set<String> known = new HashSet<>();

    public int addItem(String item) {
      Set<String> upper = new HashSet<>();
      Map<String, Integer> lengths = new TreeMap<>();
      for (String one : known) {
        upper.add(one.trim());
        lengths.put(one, one.length());
      }
      known.addAll(upper);
      return lengths.size();
    }
  }

  static class RemovesExpired extends Shop.Base {
    private final Map<String, Long> seen = new HashMap<>();

    private void forget(long before) {
      Iterator<Map.Entry<String, Long>> all = seen.entrySet().iterator();
      while (all.hasNext()) {
        if (all.next().getValue() < before) {
          all.remove();
        }
      }
    }

    public void paid(String by) {
      forget(Workflow.currentTimeMillis() - 1000);
      seen.put(by, Workflow.currentTimeMillis());
      seen.values().removeIf(at -> at < 0);
    }
  }

  static class CollectsWhatToRemove extends Shop.Base {
    private final Map<String, Integer> stock = new HashMap<>();

    public String order(String id) {
      List<String> gone = new ArrayList<>();
      for (String item : stock.keySet()) {
        if (stock.get(item) == 0) {
          gone.add(item);
        }
      }
      gone.forEach(stock::remove);
      return desk.charge(id + stock.size());
    }
  }

  static class OnlyContains extends Shop.Base {
    private final Set<String> done = new HashSet<>();
    private static final Set<String> PAID = Set.of("PAID", "SHIPPED");

    public void paid(String by) {
      if (!done.add(by) || PAID.contains(state)) {
        return;
      }
      desk.charge(by);
    }

    public String order(String id) {
      Workflow.await(() -> done.containsAll(items) && done.size() > 1);
      return id;
    }
  }

  static class LooksUp extends Shop.Base {
    private static final Map<String, String> NAMES = Map.of("a", "Anna", "b", "Ben");

    public String order(String id) {
      return desk.charge(NAMES.getOrDefault(id, NAMES.get("a")));
    }
  }

  static class SortsACopy extends Shop.Base {
    private final Map<String, Integer> open = new HashMap<>();

    public String order(String id) {
      List<String> keys = new ArrayList<>(open.keySet());
      Collections.sort(keys);
      for (String key : keys) {
        desk.charge(key);
      }
      return id;
    }
  }

  static class SortsByALambda extends Shop.Base {
    public String order(String id) {
      Set<String> distinct = new HashSet<>(items);
      List<String> ordered = new ArrayList<>();
      for (String one : distinct) {
        ordered.add(one);
      }
      ordered.sort(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
      ordered.forEach(desk::charge);
      return id;
    }
  }

  static class SortsAnArray extends Shop.Base {
    public String order(String id) {
      String[] keys = new HashSet<>(items).toArray(new String[0]);
      Arrays.sort(keys);
      for (String key : keys) {
        desk.charge(key);
      }
      return id;
    }
  }

  private static <T extends Comparable<T>> List<T> sorted(Collection<T> all) {
    List<T> list = new ArrayList<>(all);
    Collections.sort(list);
    return list;
  }

  static class SortsInAHelper extends Shop.Base {
    private final Set<String> open = new HashSet<>();

    public String order(String id) {
      for (String one : sorted(open)) {
        desk.charge(one);
      }
      return id;
    }
  }

  static class SortedStream extends Shop.Base {
    private final Map<String, Integer> open = new HashMap<>();

    public String order(String id) {
      open.entrySet().stream()
          .filter(entry -> entry.getValue() > 0)
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> desk.charge(entry.getKey()));
      return open.keySet().stream().sorted().collect(Collectors.joining(","));
    }
  }

  static class TreeOfASet extends Shop.Base {
    public String order(String id) {
      for (String tag : new TreeSet<>(desk.tagsOf(id))) {
        desk.charge(tag);
      }
      new TreeMap<>(Map.of("a", 1, "b", 2)).forEach((key, value) -> desk.charge(key));
      return id;
    }
  }

  static class CollectsIntoATree extends Shop.Base {
    public String order(String id) {
      SortedSet<String> tags =
          desk.tagsOf(id).stream().map(String::trim).collect(Collectors.toCollection(TreeSet::new));
      tags.forEach(desk::charge);
      Map<Integer, List<String>> groups =
          items.stream()
              .collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.toList()));
      groups.forEach((length, group) -> desk.charge(group.get(0)));
      return id;
    }
  }

  static class LinkedCollections extends Shop.Base {
    private final Map<String, Integer> open = new LinkedHashMap<>();
    private final Set<String> seen = new LinkedHashSet<>();

    public String order(String id) {
      open.keySet().forEach(desk::charge);
      for (String one : seen) {
        desk.charge(one);
      }
      return desk.charge(open.toString() + seen);
    }
  }

  static class MapAsAnInterface extends Shop.Base {
    private Map<String, Integer> open = new LinkedHashMap<>();

    private static void each(Map<String, Integer> all, Shop.Desk desk) {
      all.forEach((key, value) -> desk.charge(key));
    }

    public String order(String id) {
      each(open, desk);
      each(new ConcurrentSkipListMap<>(), desk);
      open = new LinkedHashMap<>(open);
      return open.keySet().iterator().next();
    }
  }

  static class SetAsAnInterface extends Shop.Base {
    private void chargeAll(Set<String> all) {
      for (String one : all) {
        desk.charge(one);
      }
    }

    public String order(String id) {
      chargeAll(new TreeSet<>(items));
      chargeAll(ImmutableSet.of("b", "a"));
      return id;
    }
  }

  private HarmlessData() {}
}
