// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.hang;

import io.github.temporalpatterns.testing.internal.Plain;
import io.github.temporalpatterns.testing.internal.history.OpenTimers;
import io.github.temporalpatterns.testing.internal.replay.FailureText;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in a few lines what an open run waits for. */
public final class HangReport {
  private static final int MOST_SIGNS = 2;
  private static final int MOST_LINES = 2;
  private static final int LAST_EVENTS = 4;

  private final Situation run;
  private final Inquiry inquiry;

  public HangReport(Situation run, Inquiry inquiry) {
    this.run = run;
    this.inquiry = inquiry;
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    new HangSigns(run).all().stream().limit(MOST_SIGNS).forEach(sign -> lines.add("=> " + sign));
    run.taskFailure()
        .filter(event -> !run.unknown())
        .map(event -> event.getWorkflowTaskFailedEventAttributes().getFailure())
        .ifPresent(failure -> lines.add("its workflow task fails: " + FailureText.thrown(failure)));
    int before = lines.size();
    addPending(lines);
    if (lines.size() == before) {
      lines.add("nothing is pending");
    }
    inquiry.waitsAt().stream().limit(1).forEach(line -> lines.add("it waits at " + line));
    inquiry
        .details()
        .ifPresent(details -> lines.add("current details: " + FailureText.cut(details)));
    memo().ifPresent(lines::add);
    lines.add("last events: " + lastEvents());
    return lines;
  }

  private void addPending(List<String> lines) {
    add(lines, run.activities().stream().map(HangReport::line).toList(), "pending activities");
    add(
        lines,
        run.description().getPendingChildrenList().stream()
            .map(child -> "open child " + child.getWorkflowTypeName() + " " + child.getWorkflowId())
            .toList(),
        "open children");
    add(lines, run.timers().stream().map(this::line).toList(), "open timers");
  }

  private static void add(List<String> lines, List<String> some, String what) {
    some.stream().limit(MOST_LINES).forEach(lines::add);
    if (some.size() > MOST_LINES) {
      lines.add("and " + (some.size() - MOST_LINES) + " more " + what);
    }
  }

  private static String line(PendingActivityInfo activity) {
    String line =
        "activity %s attempt %d %s"
            .formatted(
                activity.getActivityType().getName(),
                activity.getAttempt(),
                Situation.waits(activity) ? "waits for its turn or a worker" : "is running");
    return activity.hasLastFailure()
        ? line + ", last failure " + FailureText.of(activity.getLastFailure())
        : line;
  }

  private String line(OpenTimers.Timer timer) {
    long seconds = Duration.between(run.now(), timer.fires()).toSeconds();
    return "timer of %s, which has %s to go".formatted(timer.length(), Duration.ofSeconds(seconds));
  }

  private Optional<String> memo() {
    String text =
        run.description().getWorkflowExecutionInfo().getMemo().getFieldsMap().entrySet().stream()
            .map(field -> field.getKey() + "=" + FailureText.cut(Plain.text(field.getValue())))
            .sorted()
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? Optional.empty() : Optional.of("memo: " + text);
  }

  private String lastEvents() {
    List<HistoryEvent> events = run.events();
    return events.stream()
        .skip(Math.max(0, events.size() - LAST_EVENTS))
        .map(event -> event.getEventId() + " " + name(event.getEventType()))
        .collect(Collectors.joining(", "));
  }

  static String name(EventType type) {
    return type.name().substring("EVENT_TYPE_".length());
  }
}
