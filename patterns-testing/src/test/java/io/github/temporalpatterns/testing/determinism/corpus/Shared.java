// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.SHARED_STATE;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Bad: state that all runs of a worker share. */
@SuppressWarnings("all")
final class Shared {

  @Breaks(SHARED_STATE)
  static class CountsInAStatic extends Shop.Base {
    private static int runs;

    public String order(String id) {
      runs++;
      return desk.charge(id + runs);
    }
  }

  @Breaks(SHARED_STATE)
  static class CachesInAStatic extends Shop.Base {
    private static final Map<String, Integer> STOCK = new ConcurrentHashMap<>();

    public int addItem(String item) {
      return STOCK.computeIfAbsent(item, desk::stock);
    }
  }

  @Breaks(SHARED_STATE)
  static class RecordsInAStaticList extends Shop.Base {
    static final List<String> AUDIT = new ArrayList<>();

    public void paid(String by) {
      AUDIT.add(by);
    }
  }

  @Breaks(SHARED_STATE)
  static class NumbersOrders extends Shop.Base {
    private static final AtomicLong NEXT = new AtomicLong();

    public String order(String id) {
      return desk.charge(id + NEXT.incrementAndGet());
    }
  }

  @Breaks(SHARED_STATE)
  static class CountsInAnArray extends Shop.Base {
    private static final int[] COUNTS = new int[10];

    public String order(String id) {
      COUNTS[id.length() % 10]++;
      return id;
    }
  }

  @Breaks(SHARED_STATE)
  static class RemembersInAnArray extends Shop.Base {
    private static final String[] LAST = {""};

    public void paid(String by) {
      LAST[0] = by;
    }
  }

  static final class Registry {
    private static final Registry INSTANCE = new Registry();
    private final Map<String, String> owners = new HashMap<>();
    private int size;

    static Registry getInstance() {
      return INSTANCE;
    }

    void register(String id, String owner) {
      owners.put(id, owner);
    }

    void grow() {
      size++;
    }
  }

  @Breaks(SHARED_STATE)
  static class RegistersInASingleton extends Shop.Base {
    public String order(String id) {
      Registry.getInstance().register(id, payer);
      return id;
    }
  }

  @Breaks(SHARED_STATE)
  static class GrowsASingleton extends Shop.Base {
    private final Registry registry = Registry.getInstance();

    public String order(String id) {
      registry.grow();
      return id;
    }
  }

  enum Sequence {
    INSTANCE;

    private long last;

    long next() {
      return ++last;
    }
  }

  @Breaks(SHARED_STATE)
  static class EnumAsASingleton extends Shop.Base {
    public String order(String id) {
      return desk.charge(id + Sequence.INSTANCE.next());
    }
  }

  @Breaks(SHARED_STATE)
  static class LazyHolder extends Shop.Base {
    private static List<String> countries;

    private static List<String> countries() {
      if (countries == null) {
        countries = List.of("at", "de");
      }
      return countries;
    }

    public String order(String id) {
      return desk.charge(countries().get(0));
    }
  }

  @Breaks(SHARED_STATE)
  static class SkipsWhatItHasSeen extends Shop.Base {
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    public String order(String id) {
      return SEEN.add(id) ? desk.charge(id) : "seen";
    }
  }

  @Breaks(SHARED_STATE)
  static class PoolsInADeque extends Shop.Base {
    private static final Deque<String> FREE = new ArrayDeque<>(List.of("a", "b"));

    public String order(String id) {
      String slot = FREE.pollFirst();
      desk.charge(slot);
      FREE.addLast(slot);
      return id;
    }
  }

  @Breaks(SHARED_STATE)
  static class ForEachIntoAStatic extends Shop.Base {
    private static final Set<String> ALL = new HashSet<>();

    public String order(String id) {
      items.forEach(ALL::add);
      return id;
    }
  }

  @Breaks(SHARED_STATE)
  static class HelperFillsAStatic extends Shop.Base {
    private static final List<String> LOG = new ArrayList<>();

    private static void note(Collection<String> where, String what) {
      where.add(what);
    }

    public String order(String id) {
      note(LOG, id);
      return id;
    }
  }

  static final class Settings {
    private static boolean fast = false;

    static void setFast(boolean value) {
      fast = value;
    }

    static boolean isFast() {
      return fast;
    }
  }

  @Breaks(SHARED_STATE)
  static class ReadsAFlagThatOthersSet extends Shop.Base {
    public String order(String id) {
      if (!Settings.isFast()) {
        Workflow.sleep(Duration.ofMinutes(1));
      }
      return desk.charge(id);
    }
  }

  @Breaks(SHARED_STATE)
  static class SetsAFlag extends Shop.Base {
    public void paid(String by) {
      Settings.setFast(true);
    }
  }

  @Breaks(SHARED_STATE)
  static class AddsUp extends Shop.Base {
    private static final LongAdder TOTAL = new LongAdder();

    public String order(String id) {
      TOTAL.increment();
      return id;
    }
  }

  @Breaks(SHARED_STATE)
  static class KeepsAReference extends Shop.Base {
    private static final AtomicReference<String> LAST = new AtomicReference<>();

    public void paid(String by) {
      desk.charge(LAST.getAndSet(by));
    }
  }

  @Breaks(SHARED_STATE)
  static class OnlyOnce extends Shop.Base {
    private static final AtomicBoolean DONE = new AtomicBoolean();

    public String order(String id) {
      return DONE.compareAndSet(false, true) ? desk.charge(id) : id;
    }
  }

  @Breaks(SHARED_STATE)
  static class SharedRandom extends Shop.Base {
    private static final Random SEEDED = new Random(42);

    public String order(String id) {
      return desk.charge(id + SEEDED.nextInt(10));
    }
  }

  @Breaks(SHARED_STATE)
  static class SharedBuilder extends Shop.Base {
    private static final StringBuilder TEXT = new StringBuilder();

    public String order(String id) {
      return desk.charge(TEXT.append(id).toString());
    }
  }

  @Breaks(SHARED_STATE)
  static class SetsAProperty extends Shop.Base {
    public String order(String id) {
      System.setProperty("last.order", id);
      return id;
    }
  }

  @Breaks(SHARED_STATE)
  static class SetsTheLocale extends Shop.Base {
    public String order(String id) {
      Locale.setDefault(Locale.GERMANY);
      return desk.charge(id);
    }
  }

  private Shared() {}
}
