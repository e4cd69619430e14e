// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.EventType;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
  void leavesARunOnItsOldPathThatPassedBeforeTheChange() {
    AtomicBoolean deployed = new AtomicBoolean();
    KernelRun run =
        env.start(
            script -> {
              int version =
                  deployed.get()
                      ? Changes.version("saga", "undoOrder", 1)
                      : Workflow.DEFAULT_VERSION;
              Works.waiting().execute("work", String.class, "a");
              script.reached("done");
              Workflow.await(() -> script.signalled("go"));
              return version;
            });
    run.awaitReached("done");
    deployed.set(true);
    run.stub().signal("signal", "go");

    // Without the cache, this comes from the new code; with it, the replay at the end does.
    assertThat(run.result()).isEqualTo(Workflow.DEFAULT_VERSION);
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
