// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_FIRED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.SearchAttributes;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.api.history.v1.UpsertWorkflowSearchAttributesEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.history.v1.WorkflowPropertiesModifiedEventAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each limit from both sides, on made-up histories. */
class LimitsLintTest {
  private static final int PAYLOAD_FRAME = 10;

  @Test
  void weighsTheArgumentsOfACall() {
    assertThat(LimitsLint.findings(List.of(call(ServerLimits.PAYLOAD_BYTES - PAYLOAD_FRAME))))
        .isEmpty();
    assertThat(LimitsLint.findings(List.of(call(ServerLimits.PAYLOAD_BYTES))))
        .singleElement()
        .asString()
        .matches(
            "event 7 ACTIVITY_TASK_SCHEDULED, input: 2,097,1\\d\\d bytes; a server takes"
                + " 2,097,152");
  }

  @Test
  void weighsAMemo() {
    assertThat(LimitsLint.findings(List.of(memo(1_000)))).isEmpty();
    assertThat(LimitsLint.findings(List.of(memo(ServerLimits.PAYLOAD_BYTES))))
        .singleElement()
        .asString()
        .contains("upserted_memo: 2,097,");
  }

  @Test
  void weighsTheDetailsOfAMarkerTogether() {
    int half = ServerLimits.PAYLOAD_BYTES / 2;
    assertThat(LimitsLint.findings(List.of(marker(half - 20)))).isEmpty();
    assertThat(LimitsLint.findings(List.of(marker(half))))
        .singleElement()
        .asString()
        .contains("details");
  }

  @Test
  void weighsSearchAttributes() {
    assertThat(LimitsLint.findings(List.of(searchAttributes(20, 2_048)))).isEmpty();
    assertThat(LimitsLint.findings(List.of(searchAttributes(1, 2_049))))
        .singleElement()
        .asString()
        .contains("search attribute key0: 2,049 bytes");
    assertThat(LimitsLint.findings(List.of(searchAttributes(21, 2_048))))
        .singleElement()
        .asString()
        .contains("search attributes together: 43,008 bytes");
    assertThat(LimitsLint.findings(List.of(searchAttributes(101, 1))))
        .singleElement()
        .asString()
        .contains("101 search attributes at once");
  }

  @Test
  void measuresNamesInBytes() {
    assertThat(LimitsLint.findings(List.of(named("ä".repeat(500))))).isEmpty();
    assertThat(LimitsLint.findings(List.of(named("ä".repeat(501)))))
        .singleElement()
        .asString()
        .contains("workflow_id: 1,002 bytes; a server takes 1,000");
  }

  @Test
  void weighsWhatOneWorkflowTaskWrites() {
    HistoryEvent third = call(ServerLimits.TASK_BYTES / 3 - 100);
    assertThat(LimitsLint.findings(List.of(third, third, third))).isEmpty();
    HistoryEvent more = call(ServerLimits.TASK_BYTES / 3);
    assertThat(LimitsLint.findings(List.of(more, more, more)))
        .singleElement()
        .asString()
        .contains("bytes by the workflow task of event 4; a server takes 4,194,304");
  }

  @Test
  void weighsTheWholeHistory() {
    List<HistoryEvent> events = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      events.add(started(1 << 20));
    }
    assertThat(LimitsLint.findings(events.subList(0, 49))).isEmpty();
    assertThat(LimitsLint.findings(events)).singleElement().asString().contains("bytes of history");
  }

  static Stream<Arguments> counted() {
    return Stream.of(
        Arguments.of(EVENT_TYPE_TIMER_FIRED, 51_200, "51,201 events; a server takes 51,200"),
        Arguments.of(EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, 10_000, "10,001 signals"));
  }

  @ParameterizedTest
  @MethodSource("counted")
  void countsOverTheWholeRun(EventType type, int limit, String finding) {
    assertThat(LimitsLint.findings(Collections.nCopies(limit, event(type)))).isEmpty();
    assertThat(LimitsLint.findings(Collections.nCopies(limit + 1, event(type))))
        .singleElement()
        .asString()
        .startsWith(finding);
  }

  @Test
  void countsUpdatesOverTheWholeRun() {
    List<HistoryEvent> updates = new ArrayList<>();
    for (int i = 0; i < ServerLimits.UPDATES; i++) {
      updates.add(event(EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED));
      updates.add(event(EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED));
    }
    assertThat(LimitsLint.findings(updates)).isEmpty();
    updates.add(event(EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED));
    assertThat(LimitsLint.findings(updates)).containsExactly("2,001 updates; a server takes 2,000");
  }

  static Stream<Arguments> pending() {
    return Stream.of(
        Arguments.of(EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, EVENT_TYPE_ACTIVITY_TASK_COMPLETED, 2_000),
        Arguments.of(
            EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED,
            EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED,
            2_000),
        Arguments.of(
            EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
            EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED,
            2_000),
        Arguments.of(
            EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
            EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED,
            2_000),
        Arguments.of(
            EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
            EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED,
            10));
  }

  @ParameterizedTest
  @MethodSource("pending")
  void countsWhatIsUnderWayAtOnce(EventType start, EventType end, int limit) {
    List<HistoryEvent> full = new ArrayList<>(Collections.nCopies(limit, event(start)));
    List<HistoryEvent> relieved = new ArrayList<>(full);
    relieved.add(event(end));
    relieved.add(event(start));
    assertThat(LimitsLint.findings(relieved)).isEmpty();
    full.add(event(start));
    assertThat(LimitsLint.findings(full))
        .singleElement()
        .asString()
        .contains("under way at once; a server takes");
  }

  @Test
  void listsTheFirstFindingsOnly() {
    assertThat(LimitsLint.findings(Collections.nCopies(9, named("x".repeat(1_001)))))
        .hasSize(6)
        .last()
        .isEqualTo("and 4 more");
  }

  private static HistoryEvent event(EventType type) {
    return HistoryEvent.newBuilder().setEventType(type).build();
  }

  private static HistoryEvent call(int bytes) {
    return HistoryEvent.newBuilder()
        .setEventId(7)
        .setEventType(EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
        .setActivityTaskScheduledEventAttributes(
            ActivityTaskScheduledEventAttributes.newBuilder()
                .setWorkflowTaskCompletedEventId(4)
                .setInput(payloads(bytes)))
        .build();
  }

  private static HistoryEvent memo(int bytes) {
    return HistoryEvent.newBuilder()
        .setWorkflowPropertiesModifiedEventAttributes(
            WorkflowPropertiesModifiedEventAttributes.newBuilder()
                .setUpsertedMemo(Memo.newBuilder().putFields("note", payload(bytes))))
        .build();
  }

  private static HistoryEvent marker(int bytes) {
    return HistoryEvent.newBuilder()
        .setMarkerRecordedEventAttributes(
            MarkerRecordedEventAttributes.newBuilder()
                .putDetails("one", payloads(bytes))
                .putDetails("two", payloads(bytes)))
        .build();
  }

  private static HistoryEvent searchAttributes(int count, int bytes) {
    SearchAttributes.Builder attributes = SearchAttributes.newBuilder();
    IntStream.range(0, count).forEach(i -> attributes.putIndexedFields("key" + i, payload(bytes)));
    return HistoryEvent.newBuilder()
        .setUpsertWorkflowSearchAttributesEventAttributes(
            UpsertWorkflowSearchAttributesEventAttributes.newBuilder()
                .setSearchAttributes(attributes))
        .build();
  }

  private static HistoryEvent named(String workflowId) {
    return HistoryEvent.newBuilder()
        .setWorkflowExecutionStartedEventAttributes(
            WorkflowExecutionStartedEventAttributes.newBuilder().setWorkflowId(workflowId))
        .build();
  }

  private static HistoryEvent started(int bytes) {
    return HistoryEvent.newBuilder()
        .setWorkflowExecutionStartedEventAttributes(
            WorkflowExecutionStartedEventAttributes.newBuilder().setInput(payloads(bytes)))
        .build();
  }

  private static Payloads payloads(int bytes) {
    return Payloads.newBuilder().addPayloads(payload(bytes)).build();
  }

  private static Payload payload(int bytes) {
    return Payload.newBuilder().setData(ByteString.copyFrom(new byte[bytes])).build();
  }
}
