// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.ExecutionVerdict;
import io.github.temporalpatterns.saga.SagaOptions.UndoOrder;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random logs and schedules against an oracle that knows only the definition of each order. */
class UndoPlanTest {
  private static final int LOGS = 2_000;

  @ParameterizedTest
  @EnumSource(UndoOrder.class)
  void startsEachOnceAndAllThatMay(UndoOrder order) {
    for (long seed = 0; seed < LOGS; seed++) {
      new Schedule(order, seed).play();
    }
  }

  @Test
  void undoesThroughStepsThatHaveNoUndo() {
    List<LogEntry> entries =
        List.of(
            entry("base", null, List.of(), true),
            entry("middle", null, List.of("base"), false),
            entry("top", null, List.of("middle"), true));

    assertThat(names(UndoPlan.ready(UndoOrder.DEPENDENCIES, entries))).containsExactly("top");
  }

  @Test
  void separatesAGroupWhereAnotherStepStandsBetween() {
    List<LogEntry> entries =
        List.of(
            entry("a", "g", List.of(), true),
            entry("between", null, List.of(), true),
            entry("b", "g", List.of(), true),
            entry("c", "g", List.of(), true));

    assertThat(names(UndoPlan.ready(UndoOrder.REVERSE, entries))).containsExactly("c", "b");
  }

  @Test
  void waitsForAParkedUndo() {
    List<LogEntry> entries =
        List.of(entry("a", null, List.of(), true), entry("b", null, List.of(), true));
    undo(entries.get(1)).ended(RecoveryState.PARKED, "no");

    assertThat(UndoPlan.ready(UndoOrder.REVERSE, entries)).isEmpty();
    assertThat(names(UndoPlan.ready(UndoOrder.PARALLEL, entries))).containsExactly("a");
  }

  private static LogEntry entry(
      String name, @Nullable String group, List<String> after, boolean undoable) {
    return new LogEntry(
        new SagaState.Entry(
            name,
            States.key(name),
            "",
            group,
            after,
            1,
            ExecutionVerdict.EXECUTED,
            false,
            false,
            undoable ? States.call() : null,
            null));
  }

  private static Recovery undo(LogEntry entry) {
    return Objects.requireNonNull(entry.undo());
  }

  private static List<String> names(List<LogEntry> entries) {
    return entries.stream().map(entry -> entry.name).toList();
  }

  /** One log, undone by random completions. */
  private static final class Schedule {
    private final UndoOrder order;
    private final long seed;
    private final Random random;
    private final List<LogEntry> log = new ArrayList<>();
    private final Set<Integer> started = new LinkedHashSet<>();
    private final List<Integer> inFlight = new ArrayList<>();

    Schedule(UndoOrder order, long seed) {
      this.order = order;
      this.seed = seed;
      random = new Random(seed);
      int steps = random.nextInt(9);
      for (int i = 0; i < steps; i++) {
        List<String> after =
            IntStream.range(0, i)
                .filter(earlier -> random.nextInt(4) == 0)
                .mapToObj(earlier -> "s" + earlier)
                .toList();
        String group = random.nextInt(3) == 0 ? null : "g" + random.nextInt(2);
        log.add(entry("s" + i, group, after, random.nextInt(4) > 0));
      }
    }

    void play() {
      while (true) {
        startAll();
        if (inFlight.isEmpty()) {
          break;
        }
        int ended = inFlight.remove(random.nextInt(inFlight.size()));
        undo(log.get(ended))
            .ended(random.nextBoolean() ? RecoveryState.DONE : RecoveryState.FAILED, null);
      }
      assertThat(started)
          .as("all undone, %s, seed %d", order, seed)
          .containsExactlyInAnyOrderElementsOf(undoable());
    }

    private void startAll() {
      List<Integer> ready = UndoPlan.ready(order, log).stream().map(log::indexOf).toList();
      assertThat(ready)
          .as("may start, %s, seed %d, started %s", order, seed, started)
          .containsExactlyInAnyOrderElementsOf(expected());
      for (int index : ready) {
        undo(log.get(index)).started();
        assertThat(started.add(index)).as("once, %s, seed %d", order, seed).isTrue();
        inFlight.add(index);
      }
    }

    private List<Integer> undoable() {
      return IntStream.range(0, log.size()).filter(i -> log.get(i).undo() != null).boxed().toList();
    }

    private List<Integer> expected() {
      return undoable().stream()
          .filter(i -> !started.contains(i))
          .filter(i -> undoable().stream().noneMatch(j -> blocks(j, i)))
          .toList();
    }

    private boolean blocks(int first, int then) {
      return mustPrecede(first, then) && (!started.contains(first) || inFlight.contains(first));
    }

    private boolean mustPrecede(int first, int then) {
      return switch (order) {
        case PARALLEL -> false;
        case REVERSE -> first > then && !sameRunOfOneGroup(then, first);
        case DEPENDENCIES -> buildsUpon(first, then);
      };
    }

    private boolean sameRunOfOneGroup(int from, int to) {
      String group = log.get(from).group;
      return group != null
          && IntStream.rangeClosed(from, to).allMatch(i -> group.equals(log.get(i).group));
    }

    private boolean buildsUpon(int step, int foundation) {
      return log.get(step).after.stream()
          .map(name -> Integer.parseInt(name.substring(1)))
          .anyMatch(direct -> direct == foundation || buildsUpon(direct, foundation));
    }
  }
}
