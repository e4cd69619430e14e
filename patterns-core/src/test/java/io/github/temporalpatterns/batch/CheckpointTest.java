// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.batch.Checkpoint.Skip;
import io.github.temporalpatterns.batch.CheckpointStore.Part;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes over the wire. */
final class CheckpointTest {
  @Test
  void hasItsWireForm() {
    Checkpoint checkpoint =
        new Checkpoint(1, 7, List.of(1L, 2L, 3L, 1L), 1, 4, List.of(new Skip(3, "Bad: row")));

    assertThat(Wire.write(checkpoint))
        .isEqualTo(
            "{\"schema\":1,\"mark\":7,\"above\":[1,2,3,1],\"skipped\":1,\"retried\":4,"
                + "\"samples\":[{\"position\":3,\"reason\":\"Bad: row\"}]}");
    assertThat(Wire.read(Wire.write(checkpoint), Checkpoint.class)).isEqualTo(checkpoint);
    assertThat(checkpoint.done()).isEqualTo(10);
    assertThat(checkpoint.processed()).isEqualTo(9);
  }

  @Test
  void readsWhatANeighbourWrote() {
    assertThat(Wire.read("{\"schema\":1,\"mark\":7,\"colour\":\"red\"}", Checkpoint.class))
        .isEqualTo(new Checkpoint(1, 7, List.of(), 0, 0, List.of()));
  }

  @Test
  void isAtMostEightKibibytes() {
    Progress progress = new Progress(Checkpoint.none());
    Exception nasty = new IllegalStateException("\u0001\"\\\ud83d\ude00".repeat(100));
    long length = 5_000_000_000_000L;
    for (int i = 0; i < BatchOptions.MOST_WINDOW; i++) {
      long first = 1 + i * length;
      List<Skip> skipped = List.of(new Skip(first, Reasons.of(null, nasty)));
      progress.add(new Part(first, first + length - 2, 1, skipped, null));
    }

    Checkpoint checkpoint = progress.checkpoint();
    assertThat(checkpoint.above()).hasSize(2 * BatchOptions.MOST_WINDOW);
    assertThat(checkpoint.samples()).hasSize(Checkpoint.MOST_SAMPLES);
    assertThat(checkpoint.skipped()).isEqualTo(BatchOptions.MOST_WINDOW);
    assertThat(Wire.write(checkpoint).length()).isLessThanOrEqualTo(8 << 10);
  }

  @Test
  void aValueOnceTakenDoesNotChange() {
    Progress progress = new Progress(Checkpoint.none());
    progress.add(new Part(0, 4, 0, List.of()));
    Checkpoint taken = progress.checkpoint();
    String then = Wire.write(taken);

    progress.add(new Part(6, 9, 2, List.of(new Skip(6, "Late: one"))));

    assertThat(Wire.write(taken)).isEqualTo(then);
    assertThat(progress.checkpoint().done()).isEqualTo(9);
  }

  @Test
  void refusesWhatItCannotRead() {
    refused(new Checkpoint(2, 0, List.of(), 0, 0, List.of()), false, "has schema 2");
    refused(Wire.read("{\"line\":7}", Checkpoint.class), true, "this is no checkpoint of a batch");
    refused(new Checkpoint(1, 0, List.of(0L, 3L), 0, 0, List.of()), true, "this is no checkpoint");
    refused(new Checkpoint(1, 0, List.of(3L), 0, 0, List.of()), true, "this is no checkpoint");
  }

  private static void refused(Checkpoint checkpoint, boolean forGood, String message) {
    assertThatThrownBy(() -> new Progress(checkpoint))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo(FailureTypes.INVALID_STATE);
              assertThat(failure.isNonRetryable()).isEqualTo(forGood);
            })
        .hasMessageContaining(message);
  }
}
