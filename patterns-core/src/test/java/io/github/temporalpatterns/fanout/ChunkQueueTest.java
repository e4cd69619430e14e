// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChunkQueueTest {
  private final ChunkQueue queue = new ChunkQueue(4);

  @Test
  void takesChunksInOrderAndWhatIsInTroubleFirst() {
    queue.add(new Piece(0, 10));
    Piece first = queue.take();
    assertThat(first).isEqualTo(new Piece(0, 4));
    assertThat(queue.bisect(first)).isTrue();
    assertThat(queue.rest()).containsExactly(new Piece(0, 2), new Piece(2, 4), new Piece(4, 10));
    assertThat(queue.take()).isEqualTo(new Piece(0, 2));
  }

  @Test
  void doesNotCutASingleItem() {
    assertThat(queue.bisect(new Piece(3, 4))).isFalse();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void schedulesWhatAnEarlyAnswerLeaves() {
    assertThat(queue.answered(new Piece(4, 8), new Chunk.Result<>(1, List.of(), 1, null))).isNull();
    assertThat(queue.take()).isEqualTo(new Piece(5, 8));
  }

  @Test
  void refusesAnswersThatDoNotAddUp() {
    Piece piece = new Piece(4, 8);
    Chunk.Failed one = new Chunk.Failed(1, "T", "m");
    Chunk.Failed outside = new Chunk.Failed(4, "T", "m");
    assertThat(queue.answered(piece, null)).isEqualTo("nothing returned for items 4 to 7");
    assertThat(queue.answered(piece, result(3, null))).contains("3 succeeded", "4 of items 4 to 7");
    assertThat(queue.answered(piece, result(2, null, one, one))).contains("2 succeeded");
    assertThat(queue.answered(piece, result(3, null, outside))).contains("[4]");
    assertThat(queue.answered(piece, result(0, 0))).contains("resumeFrom");
    assertThat(queue.answered(piece, result(5, 5))).contains("resumeFrom");
    assertThat(queue.isEmpty()).isTrue();
  }

  private static Chunk.Result<String> result(
      int succeeded, @Nullable Integer resume, Chunk.Failed... failed) {
    return new Chunk.Result<>(succeeded, List.of(failed), resume, null);
  }
}
