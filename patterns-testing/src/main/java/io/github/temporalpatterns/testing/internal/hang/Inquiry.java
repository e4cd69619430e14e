// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.hang;

import io.github.temporalpatterns.testing.internal.SdkValues;
import io.github.temporalpatterns.testing.internal.runs.RunLog;
import io.github.temporalpatterns.testing.internal.time.Waits;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a run itself. One whose workflow task is under way would not answer, and the question would
 * hold up the end of the test.
 */
public final class Inquiry {
  private static final Pattern FRAME =
      Pattern.compile("[\\w.$/]+\\.[\\w$<>]+\\(\\w+\\.java:\\d+\\)");
  private static final int MOST_SECONDS = 1;

  private final CompletableFuture<@Nullable String> trace;
  private final CompletableFuture<@Nullable WorkflowMetadata> metadata;

  public Inquiry(WorkflowClient client, RunLog.Run run, Situation situation) {
    WorkflowStub stub = SdkValues.client(client).newUntypedWorkflowStub(run.workflowId());
    boolean answers =
        situation.taskIs(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
            && situation.polled().contains(run.taskQueue());
    this.trace = ask(answers, () -> stub.query("__stack_trace", String.class));
    this.metadata =
        ask(answers, () -> stub.query("__temporal_workflow_metadata", WorkflowMetadata.class));
  }

  private static <T> CompletableFuture<@Nullable T> ask(
      boolean answers, Supplier<@Nullable T> question) {
    return answers
        ? CompletableFuture.<@Nullable T>supplyAsync(question, Waits::startThread)
            .completeOnTimeout(null, MOST_SECONDS, TimeUnit.SECONDS)
            .exceptionally(noAnswer -> null)
        : CompletableFuture.completedFuture(null);
  }

  /** The lines of the workflow's code at which it waits. */
  List<String> waitsAt() {
    String text = trace.join();
    return text == null
        ? List.of()
        : Pattern.compile("\\R\\s*\\R")
            .splitAsStream(text)
            .map(Inquiry::ownFrame)
            .flatMap(Optional::stream)
            .distinct()
            .toList();
  }

  private static Optional<String> ownFrame(String coroutine) {
    return FRAME
        .matcher(coroutine)
        .results()
        .map(match -> match.group().replaceFirst(".*/", ""))
        .filter(frame -> !frame.startsWith("io.temporal.") && !frame.startsWith("java."))
        .filter(frame -> !frame.startsWith("jdk."))
        .findFirst()
        .map(frame -> frame.replaceFirst("^([a-z]\\w*\\.)+", ""));
  }

  /** What the workflow shows as its current details, in one line. */
  Optional<String> details() {
    return Optional.ofNullable(metadata.join())
        .map(WorkflowMetadata::getCurrentDetails)
        .filter(details -> !details.isBlank())
        .map(details -> String.join(" / ", details.lines().filter(l -> !l.isBlank()).toList()));
  }
}
