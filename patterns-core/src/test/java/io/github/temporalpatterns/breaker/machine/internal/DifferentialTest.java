// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.machine.internal.Duel.Move;
import io.github.temporalpatterns.breaker.machine.internal.Duel.Move.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The machine decides as Resilience4j does, over random rules and calls.
 *
 * <p>{@code -Dpatterns.breaker.sequences=N} plays more of them, {@code -Dpatterns.breaker.seed=S}
 * others.
 */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
final class DifferentialTest {
  private static final int SEQUENCES = Integer.getInteger("patterns.breaker.sequences", 100_000);
  private static final long SEED = Long.getLong("patterns.breaker.seed", 20_260_101L);

  private static int sequences;
  private static int unexplained;

  /** Calls and time most often, commands now and then. */
  private static final List<Kind> KINDS = kinds();

  /** The rules of one sequence. */
  private record Game(BreakerRules rules, int window, int seconds, boolean disciplined) {
    Duel duel() {
      return new Duel(rules, window, seconds, disciplined);
    }
  }

  @ParameterizedTest(name = "disciplined: {0}")
  @ValueSource(booleans = {true, false})
  void decidesAsTheOracle(boolean disciplined) {
    long changes = 0;
    String first = null;
    for (int i = 0; i < SEQUENCES / 2; i++) {
      long seed = SEED + 2L * i + (disciplined ? 1 : 0);
      SplittableRandom random = new SplittableRandom(seed);
      Game game = game(random, disciplined);
      List<Move> moves = moves(random);
      Duel duel = game.duel();
      if (Duel.play(duel, moves) != null) {
        unexplained++;
        first = first == null ? explain(seed, game, moves) : first;
      }
      changes += duel.changes();
      sequences++;
    }
    assertThat(first).isNull();
    assertThat(changes).as("changes of state").isGreaterThan(SEQUENCES);
  }

  /** Where {@code examples bench breaker} asks for the figures. */
  @AfterAll
  static void report() throws IOException {
    String report = System.getProperty("patterns.breaker.report");
    if (report != null) {
      Files.writeString(
          Path.of(report),
          "{\"sequences\": %d, \"unexplained\": %d}".formatted(sequences, unexplained));
    }
  }

  private static String explain(long seed, Game game, List<Move> moves) {
    List<Move> few = shrink(game, moves);
    return "seed %d, %d moves left: %s: %s"
        .formatted(seed, few.size(), few, Duel.play(game.duel(), few));
  }

  private static Game game(SplittableRandom random, boolean disciplined) {
    int window = random.nextInt(1, 21);
    int seconds = random.nextBoolean() ? random.nextInt(1, 6) : 0;
    int minimum = random.nextInt(1, seconds > 0 ? 13 : window + 1);
    BreakerRules.Builder rules =
        BreakerRules.newBuilder()
            .setMinimumCalls(minimum)
            .setFailureRate(random.nextInt(1, 101))
            .setProbes(random.nextInt(1, 7));
    if (seconds > 0) {
      rules.setTimeWindow(Duration.ofSeconds(seconds));
    } else {
      rules.setCountWindow(window);
    }
    if (random.nextBoolean()) {
      rules.setSlowCallRate(Duration.ofMillis(random.nextInt(1, 1_500)), random.nextInt(1, 101));
    }
    if (random.nextBoolean()) {
      rules.setOpenBackoff(
          Duration.ofMillis(random.nextInt(1, 2_000)), 1.5, Duration.ofMillis(9_000));
    } else {
      rules.setOpenWait(Duration.ofMillis(random.nextInt(1, 2_000)));
    }
    if (random.nextInt(20) == 0) {
      rules.setInitialState(State.METRICS_ONLY);
    }
    return new Game(rules.build(), window, seconds, disciplined);
  }

  private static List<Move> moves(SplittableRandom random) {
    int length = random.nextInt(5, 30);
    List<Move> moves = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      Kind kind = KINDS.get(random.nextInt(KINDS.size()));
      moves.add(new Move(kind, random.nextInt(random.nextBoolean() ? 20 : 2_500)));
    }
    return moves;
  }

  private static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>(Arrays.asList(Kind.values()));
    for (int i = 0; i < 10; i++) {
      kinds.add(Kind.ACQUIRE);
    }
    for (int i = 0; i < 6; i++) {
      kinds.addAll(List.of(Kind.FAIL, Kind.PASS));
    }
    kinds.addAll(List.of(Kind.SUCCEED, Kind.SUCCEED, Kind.SUCCEED, Kind.FAIL_LAST));
    return kinds;
  }

  /** Takes moves out, one by one, as long as the two still differ. */
  private static List<Move> shrink(Game game, List<Move> moves) {
    List<Move> few = new ArrayList<>(moves);
    for (int i = few.size() - 1; i >= 0; i--) {
      Move out = few.remove(i);
      if (Duel.play(game.duel(), few) == null) {
        few.add(i, out);
      }
    }
    return few;
  }
}
