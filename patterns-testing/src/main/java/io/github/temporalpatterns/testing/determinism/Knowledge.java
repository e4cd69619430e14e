// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one method's code says about others: what fields hold, what methods return and do to their
 * arguments, and which lists were filled in hash order. It only grows, so reading all code again
 * until nothing is learned ends.
 */
final class Knowledge {

  /** What a method does to an argument. */
  enum Effect {
    /** Adds to it, in the order of the calls. */
    APPENDS,
    /** Fills it in hash order. */
    SPILLS,
    /** Sorts it. */
    SORTS
  }

  private record Done(String method, Effect effect) {}

  private final Map<Object, Integer> flags = new HashMap<>();
  private final Map<Done, Set<Object>> affected = new HashMap<>();
  private final Set<Object> spilt = new HashSet<>();
  private final Set<Object> sorted = new HashSet<>();
  private final Set<String> created = new LinkedHashSet<>();
  private int lessons;

  /** How much was learned so far. */
  int lessons() {
    return lessons;
  }

  /** The classes of which the code makes objects. */
  Set<String> created() {
    return created;
  }

  void create(String type) {
    lessons += created.add(type) ? 1 : 0;
  }

  /** What is known of the value of a field, of a method, or of what an instruction makes. */
  int flags(Object member) {
    return flags.getOrDefault(member, 0);
  }

  void learn(Object member, int more) {
    int before = flags(member);
    if ((before | more) != before) {
      flags.put(member, before | more);
      lessons++;
    }
  }

  /** Parameters of a method, and fields, to which it does something. */
  Set<Object> affected(String method, Effect effect) {
    return affected.getOrDefault(new Done(method, effect), Set.of());
  }

  /** Notes what a method does to the values of some origins. */
  void learn(String method, Effect effect, Set<Object> origins) {
    origins.forEach(origin -> learn(method, effect, origin));
  }

  private void learn(String method, Effect effect, Object origin) {
    if (origin instanceof Val.Param || origin instanceof String) {
      Set<Object> known =
          affected.computeIfAbsent(new Done(method, effect), k -> new LinkedHashSet<>());
      lessons += known.add(origin) ? 1 : 0;
    }
    if (origin instanceof Val.Param) {
      return;
    }
    if (effect == Effect.SPILLS && spilt.add(origin)) {
      lessons++;
    } else if (effect == Effect.SORTS && sorted.add(origin)) {
      // What was learned of it while it seemed unsorted must not stay.
      flags.clear();
      lessons++;
    }
  }

  /** The flags of a value that is made or kept there, given those that it has by itself. */
  int at(Object origin, int itself) {
    int all = itself | flags(origin);
    if (sorted.contains(origin)) {
      return all & ~(Val.HASH | Val.SPILT);
    }
    boolean ordersItself = (itself & (Val.SORTED | Val.HASH)) != 0;
    return spilt.contains(origin) && !ordersItself ? all | Val.HASH | Val.SPILT : all;
  }
}
