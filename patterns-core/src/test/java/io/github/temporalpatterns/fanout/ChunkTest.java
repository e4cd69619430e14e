// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A chunk without items is its indices, and what says nothing does not travel. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class ChunkTest {
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void ofARangeHasItsIndices() {
    List<Object> items = new Chunk<>(7_000_000_000L, 3, null).items();
    assertThat(items).containsExactly(7_000_000_000L, 7_000_000_001L, 7_000_000_002L);
    assertThatThrownBy(() -> items.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(new Chunk<>(4, 0, null).items()).isEmpty();
  }

  @Test
  void answersShortlyWhenNothingFailed() throws JsonProcessingException {
    String text = json.writeValueAsString(new Chunk<Long>(0, 5, null).each(index -> {}));
    assertThat(text).isEqualTo("{\"succeeded\":5}");
    assertThat(json.readValue(text, Chunk.Result.class))
        .isEqualTo(new Chunk.Result<>(5, List.of(), null, null));
  }
}
