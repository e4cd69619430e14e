// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.HASH_ORDER;

import com.google.common.collect.Maps;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bad: an element, a list or a text in the order of a hash. */
@SuppressWarnings("all")
final class Elements {
  @Breaks(HASH_ORDER)
  static class TakesAny extends Shop.Base {
    public String order(String id) {
      Set<String> free = new HashSet<>(items);
      return desk.charge(free.stream().filter(x -> x.length() > 3).findFirst().orElse(id));
    }
  }

  @Breaks(HASH_ORDER)
  static class NextOfAnIterator extends Shop.Base {
    private final Set<String> free = new HashSet<>();

    public String order(String id) {
      Iterator<String> all = free.iterator();
      String first = all.next();
      all.remove();
      return desk.charge(first);
    }
  }

  @Breaks(HASH_ORDER)
  static class ReturnsTheFirstFit extends Shop.Base {
    private final Map<String, Integer> stock = new HashMap<>();

    private String shopWith(int count) {
      for (Map.Entry<String, Integer> entry : stock.entrySet()) {
        if (entry.getValue() >= count) {
          return entry.getKey();
        }
      }
      return "none";
    }

    public String order(String id) {
      return desk.charge(shopWith(3));
    }
  }

  @Breaks(HASH_ORDER)
  static class RemembersTheLast extends Shop.Base {
    public String order(String id) {
      String chosen = id;
      for (String one : new HashSet<>(items)) {
        chosen = one;
      }
      return desk.charge(chosen);
    }
  }

  @Breaks(HASH_ORDER)
  static class TextOfASet extends Shop.Base {
    public String order(String id) {
      Set<String> tags = new HashSet<>(items);
      return desk.charge("tags " + tags);
    }
  }

  @Breaks(HASH_ORDER)
  static class TextOfAMap extends Shop.Base {
    private final Map<String, String> attributes = new HashMap<>();

    public String order(String id) {
      return desk.charge(attributes.toString());
    }
  }

  @Breaks(HASH_ORDER)
  static class ValueOfASet extends Shop.Base {
    public String order(String id) {
      return desk.charge(String.valueOf(Set.of(id, payer)));
    }
  }

  @Breaks(HASH_ORDER)
  static class JoinsASet extends Shop.Base {
    public String order(String id) {
      return desk.charge(String.join(",", new HashSet<>(items)));
    }
  }

  @Breaks(HASH_ORDER)
  static class JoinsByACollector extends Shop.Base {
    public String order(String id) {
      Map<String, Integer> all = Maps.newHashMap();
      all.put(id, 1);
      return desk.charge(
          all.keySet().stream().sorted().findFirst().get()
              + all.entrySet().stream().map(Map.Entry::getKey).collect(Collectors.joining("+")));
    }
  }

  @Breaks(HASH_ORDER)
  static class AppendsFromASet extends Shop.Base {
    public String order(String id) {
      StringBuilder text = new StringBuilder();
      for (String one : Set.copyOf(items)) {
        text.append(one).append(';');
      }
      return desk.charge(text.toString());
    }
  }

  @Breaks(HASH_ORDER)
  static class ConcatenatesFromAMap extends Shop.Base {
    private final ConcurrentHashMap<String, Integer> done = new ConcurrentHashMap<>();

    public String order(String id) {
      String text = "";
      for (String one : done.keySet()) {
        text += one;
      }
      return desk.charge(text);
    }
  }

  @Breaks(HASH_ORDER)
  static class LinksWhatIsUnordered extends Shop.Base {
    public String order(String id) {
      Set<String> linked = new LinkedHashSet<>(new HashSet<>(items));
      for (String one : linked) {
        desk.charge(one);
      }
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class QueuesFromAMap extends Shop.Base {
    private final Map<String, Integer> jobs = new HashMap<>();
    private final Deque<String> queue = new ArrayDeque<>();

    public String order(String id) {
      queue.addAll(jobs.keySet());
      while (!queue.isEmpty()) {
        desk.charge(queue.poll());
      }
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class KeyedByIdentity extends Shop.Base {
    private final Map<Object, String> handlers = new IdentityHashMap<>();

    public String order(String id) {
      handlers.values().forEach(desk::charge);
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class IndexesAnArray extends Shop.Base {
    public String order(String id) {
      String[] all = new HashSet<>(items).toArray(new String[0]);
      for (int i = 0; i < all.length; i++) {
        desk.charge(all[i]);
      }
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class ListOfASet extends Shop.Base {
    private List<String> distinct() {
      return items.stream().collect(Collectors.toSet()).stream().toList();
    }

    public String order(String id) {
      for (int i = 0; i < distinct().size(); i++) {
        desk.charge(distinct().get(i));
      }
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class ConcatenatesStreams extends Shop.Base {
    public String order(String id) {
      Stream.concat(new HashSet<>(items).stream(), Stream.of(id)).forEach(desk::charge);
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class ByReflection extends Shop.Base {
    public String order(String id) {
      for (Method method : Shop.Desk.class.getDeclaredMethods()) {
        desk.charge(method.getName());
      }
      return id;
    }
  }

  private Elements() {}
}
