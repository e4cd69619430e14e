// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.internal.history.RunEvents.Call;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.ActivityTaskFailedEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UndoOrderTest {
  private static final UndoOrder ORDER = new UndoOrder(Map.of("A", "a", "B", "b", "C", "c"));

  @Test
  void acceptsTheReverse() {
    assertThat(ORDER.flaw(calls("A", "B", "C", "other", "c", "b", "a"))).isEmpty();
    assertThat(ORDER.flaw(calls("A", "A", "B", "b", "a", "a"))).isEmpty();
  }

  @Test
  void acceptsAFailedStepUndoneOrNot() {
    assertThat(ORDER.flaw(calls("A", "!B", "a"))).isEmpty();
    assertThat(ORDER.flaw(calls("A", "!B", "b", "a"))).isEmpty();
  }

  @Test
  void refusesAnotherOrder() {
    assertThat(ORDER.flaw(calls("A", "B", "a", "b")))
        .contains("B should have been undone by b as undo 1, but the undos were [a, b]");
  }

  @Test
  void refusesAMissingUndo() {
    assertThat(ORDER.flaw(calls("A", "B", "b")))
        .contains("A should have been undone by a as undo 2, but the undos were [b]");
  }

  @Test
  void refusesAnUndoTooMany() {
    assertThat(ORDER.flaw(calls("A", "a", "a")))
        .contains("no step was left for the last of the undos [a, a]");
    assertThat(ORDER.flaw(calls("a"))).get().asString().endsWith("so nothing was to be undone");
  }

  private static List<Call> calls(String... types) {
    return Stream.of(types)
        .map(
            type ->
                type.startsWith("!")
                    ? new Call(type.substring(1), Instant.EPOCH, 0, 1, failure())
                    : new Call(type, Instant.EPOCH, 0, 1, HistoryEvent.getDefaultInstance()))
        .toList();
  }

  private static HistoryEvent failure() {
    return HistoryEvent.newBuilder()
        .setEventType(EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED)
        .setActivityTaskFailedEventAttributes(
            ActivityTaskFailedEventAttributes.newBuilder()
                .setFailure(
                    Failure.newBuilder()
                        .setApplicationFailureInfo(
                            ApplicationFailureInfo.newBuilder().setType("NO"))))
        .build();
  }
}
