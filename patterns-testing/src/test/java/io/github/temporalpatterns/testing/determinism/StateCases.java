// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Collections and state: each bad case breaks the rule of its name, each good one does not. */
@SuppressWarnings("all")
final class StateCases {

  static final class HashOrderBad extends Parcel.Base {
    private final Map<String, Integer> stock = new HashMap<>();

    @Override
    public String run(String in) {
      for (String city : Set.of("Oslo", "Rome")) {
        post.send(city);
      }
      for (Map.Entry<String, Integer> entry : stock.entrySet()) {
        post.send(entry.getKey());
      }
      names().stream().map(name -> name + in).forEach(post::send);
      List<String> copy = new ArrayList<>(names());
      return copy.get(0);
    }

    private Set<String> names() {
      return told.stream().collect(Collectors.toSet());
    }
  }

  static final class HashOrderGood extends Parcel.Base {
    private final Map<String, Integer> stock = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();

    @Override
    public String run(String in) {
      stock.forEach((item, count) -> post.send(item));
      new EnumMap<TimeUnit, String>(TimeUnit.class).values().forEach(post::send);
      if (seen.add(in) && seen.stream().anyMatch(in::equals) && Set.of("a", "b").contains(in)) {
        new TreeSet<>(seen).forEach(post::send);
        seen.stream().sorted().forEach(post::send);
      }
      told.stream().collect(Collectors.groupingBy(x -> x, Collectors.counting())).get(in);
      return sorted().get(0) + seen.stream().collect(Collectors.toSet()).size();
    }

    private List<String> sorted() {
      List<String> names = new ArrayList<>(seen);
      Collections.sort(names);
      return names;
    }
  }

  static final class SharedStateBad extends Parcel.Base {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Map<String, String> CACHE = new HashMap<>();
    private static final Counter COUNTER = new Counter();
    private static String lastSeen = "";

    @Override
    public String run(String in) {
      lastSeen = in;
      COUNTER.count();
      return CACHE.computeIfAbsent(in, key -> key) + RUNS.incrementAndGet();
    }
  }

  static final class SharedStateGood extends Parcel.Base {
    private static final Map<String, String> NAMES = new HashMap<>();
    private final Counter counter = new Counter();

    static {
      NAMES.put("a", "b");
    }

    @Override
    public String run(String in) {
      counter.count();
      last = in;
      return NAMES.getOrDefault(in, "none");
    }
  }

  /** State of an object, not of a class. */
  static final class Counter {
    private int count;

    int count() {
      return ++count;
    }

    int get() {
      return count;
    }
  }

  static final class QueryWritesBad extends Parcel.Base {
    private final Counter asked = new Counter();

    @Override
    public String look() {
      last = "looked";
      asked.count();
      told.add("asked");
      Workflow.sleep(Duration.ofSeconds(1));
      return post.send("asked");
    }
  }

  static final class QueryWritesGood extends Parcel.Base {
    private final Counter asked = new Counter();

    @Override
    public String look() {
      Counter own = new Counter();
      own.count();
      List<String> copy = new ArrayList<>(told);
      copy.add("and one more");
      StringBuilder text = new StringBuilder();
      copy.forEach(line -> text.append(line).append(own.get()));
      return text.append(asked.get()).toString();
    }
  }

  static final class SideEffectWritesBad extends Parcel.Base {
    @Override
    public String run(String in) {
      return Workflow.sideEffect(
          String.class,
          () -> {
            last = in;
            told.add(in);
            return in;
          });
    }
  }

  static final class SideEffectWritesGood extends Parcel.Base {
    @Override
    public String run(String in) {
      last = Workflow.sideEffect(String.class, () -> new StringBuilder(in).append(1).toString());
      return last;
    }
  }
}
