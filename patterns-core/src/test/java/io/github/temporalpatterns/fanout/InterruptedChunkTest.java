// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An item that a stopping worker interrupts has neither failed nor succeeded. */
final class InterruptedChunkTest {
  private final Chunk<String> chunk = new Chunk<>(0, 3, List.of("a", "b", "c"));

  @AfterEach
  void uninterrupted() {
    assertThat(Thread.interrupted())
        .as("from such a thread no answer reaches the server")
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isGivenBackWithTheRest(boolean restoresTheFlag) {
    Chunk.Result<?> result = chunk.each(item -> interruptedAt("b", item, restoresTheFlag));

    assertThat(result).isEqualTo(new Chunk.Result<>(1, List.of(), 1, null));
  }

  @Test
  void failsTheAttemptIfItIsTheFirst() {
    assertThatThrownBy(() -> chunk.each(item -> interruptedAt("a", item, false)))
        .satisfies(
            failure ->
                assertThat(FailureTypes.matches(failure, FailureTypes.CHUNK_INTERRUPTED)).isTrue());
  }

  @Test
  void otherFailuresAreTheItems() {
    Chunk.Result<?> result =
        chunk.each(
            item -> {
              throw new IllegalStateException("no");
            });

    assertThat(result.failed()).hasSize(3);
  }

  private static void interruptedAt(String place, String item, boolean restoresTheFlag) {
    if (item.equals(place)) {
      if (restoresTheFlag) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while calling");
      }
      throw new IllegalStateException(new InterruptedException());
    }
  }
}
