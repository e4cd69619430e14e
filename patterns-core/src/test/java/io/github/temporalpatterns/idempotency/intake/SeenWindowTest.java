// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that were seen, against a model that keeps all of them in a list. */
final class SeenWindowTest {
  private static final RunConverter CONVERTER =
      RunConverter.of(DefaultDataConverter.newDefaultInstance());

  private record Sight(String id, long at) {}

  /** As one would say it, without a thought of speed. */
  private static final class Model {
    private final int most;
    private final long age;
    private final List<Sight> sights = new ArrayList<>();
    private long now;
    private long crowdedOut;

    Model(int most, long age) {
      this.most = most;
      this.age = age;
    }

    boolean add(String id, long clock) {
      now = Math.max(now, clock);
      sights.removeIf(sight -> now - sight.at() >= age);
      if (sights.stream().anyMatch(sight -> sight.id().equals(id))) {
        return false;
      }
      sights.add(new Sight(id, now));
      while (sights.size() > most) {
        sights.remove(0);
        crowdedOut++;
      }
      return true;
    }

    boolean has(String id, long clock) {
      long then = Math.max(now, clock);
      return sights.stream().anyMatch(sight -> sight.id().equals(id) && then - sight.at() < age);
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void answersAsTheModelThroughContinueAsNew(int seed) {
    Random random = new Random(seed);
    int most = 1 + random.nextInt(8);
    long age = 1L + random.nextInt(20);
    SeenWindow window = new SeenWindow(most, age, null);
    Model model = new Model(most, age);
    long now = 1_000;
    for (int step = 0; step < 300; step++) {
      now += random.nextInt(4) - (random.nextInt(10) == 0 ? 3 : 0); // a clock may go back
      String id = "m" + random.nextInt(12);
      if (random.nextBoolean()) {
        assertThat(window.add(id, now)).as("add %s at %d", id, now).isEqualTo(model.add(id, now));
      } else {
        assertThat(window.has(id, now)).as("has %s at %d", id, now).isEqualTo(model.has(id, now));
      }
      assertThat(window.crowdedOut()).isEqualTo(model.crowdedOut);
      if (random.nextInt(20) == 0) {
        window = new SeenWindow(most, age, carried(window.state()));
      }
    }
  }

  private static SeenState carried(SeenState state) {
    assertThat(state.schema()).isEqualTo(1);
    return Objects.requireNonNull(
        CONVERTER.decode(CONVERTER.encode(state), SeenState.class, SeenState.class));
  }

  @Test
  void keepsNoMoreThanASmallerWindowOfTheNextReleaseHolds() {
    SeenWindow wide = new SeenWindow(5, 1_000, null);
    List.of("a", "b", "c").forEach(id -> wide.add(id, 1));
    SeenWindow narrow = new SeenWindow(2, 1_000, wide.state());
    assertThat(narrow.has("a", 1)).isFalse();
    assertThat(narrow.state().seen()).containsOnlyKeys("b", "c");
    assertThat(narrow.crowdedOut()).isEqualTo(1);
  }

  @Test
  void theLargestStateFitsTwiceIntoAPayload() {
    SeenWindow window = new SeenWindow(SeenMessages.MOST, Long.MAX_VALUE, null);
    for (int i = 0; i < SeenMessages.MOST + 1; i++) {
      window.add("%064d".formatted(i), 1_700_000_000_000L);
    }
    assertThat(CONVERTER.bytes(window.state())).isLessThan(1 << 20);
  }
}
