// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.EventType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest extends KernelTest {

  @Test
  void recordsOneMarkerForAChange() {
    KernelRun run =
        env.start(
            script ->
                List.of(
                    Changes.version("saga", "undoOrder", 3),
                    Changes.version("saga", "undoOrder", 3)));

    assertThat(run.result()).isEqualTo(List.of(3, 3));
    assertThat(run.events(EventType.EVENT_TYPE_MARKER_RECORDED))
        .singleElement()
        .extracting(event -> event.getMarkerRecordedEventAttributes().getDetailsMap().toString())
        .asString()
        .contains("patterns.saga.undoOrder");
  }

  @Test
  void refusesNamesThatCannotBeRead() {
    assertThat(Changes.id("saga", "undoOrder")).isEqualTo("patterns.saga.undoOrder");
    for (String name : List.of("", "Saga", "a.b", "a b", "1a")) {
      assertThatThrownBy(() -> Changes.version(name, "what", 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("word of a change id must match")
          .hasMessageEndingWith("was \"" + name + "\"");
      assertThatThrownBy(() -> Changes.version("word", name, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("what of a change id must match");
    }
    assertThatThrownBy(() -> Changes.version("word", "what", 0))
        .hasMessage("max must be at least 1, was 0");
  }
}
