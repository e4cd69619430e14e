// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.versioning.RetirementReport.Cost;
import io.github.temporalpatterns.versioning.RetirementReport.Run;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionCount.AggregationGroup;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.SearchAttributeKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A server's index of the runs of some workflow types. One request after the other, paced. */
@RunsIn(CLIENT)
final class RunIndex {
  /** What a server lists at once unless it is set up in another way. */
  static final int PAGE = 1000;

  /** The SDK leaves out what makes a list longer than 2,048 bytes, metadata included. */
  private static final int LIST_BYTES = 2048 - 64;

  /** The longest value there is. */
  private static final int VALUE_BYTES = 220;

  private static final SearchAttributeKey<List<String>> VALUES =
      SearchAttributeKey.forKeywordList(Condition.ATTRIBUTE);

  /** A status that a newer server has is taken for an open one: its run may need a branch. */
  private static final Set<String> CLOSED =
      Set.of("Completed", "Failed", "Canceled", "Terminated", "ContinuedAsNew", "TimedOut");

  private final WorkflowClient client;
  private final Condition types;
  private final Runnable pause;
  private long queries;
  private long runs;
  private long histories;
  private long unread;

  /** How many runs. */
  record Counts(long open, long closed) {}

  /**
   * Asks about the runs of some types.
   *
   * @param pause called before each request
   */
  RunIndex(WorkflowClient client, Condition types, Runnable pause) {
    this.client = client;
    this.types = types;
    this.pause = pause;
  }

  Duration retention() {
    var request =
        DescribeNamespaceRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .build();
    var kept =
        ask(
                "describe its namespace",
                () -> client.getWorkflowServiceStubs().blockingStub().describeNamespace(request))
            .getConfig()
            .getWorkflowExecutionRetentionTtl();
    return Duration.ofSeconds(kept.getSeconds(), kept.getNanos());
  }

  Counts count(Condition which) {
    if (which.query().isEmpty()) {
      return new Counts(0, 0);
    }
    String query = types.and(which).query() + " GROUP BY ExecutionStatus";
    queries++;
    long open = 0;
    long closed = 0;
    for (AggregationGroup group :
        ask("count by \"" + query + '"', () -> client.countWorkflows(query)).getGroups()) {
      boolean isClosed = CLOSED.contains(group.getGroupValues().get(0).get(0).toString());
      open += isClosed ? 0 : group.getCount();
      closed += isClosed ? group.getCount() : 0;
    }
    return new Counts(open, closed);
  }

  List<Seen> page(Condition which) {
    List<Seen> page = new ArrayList<>();
    each(types.and(which).query(), PAGE, page::add);
    return page;
  }

  /** Open ones first; those that begin or end meanwhile may be missed. */
  void each(Consumer<Seen> visitor) {
    each(types.query(), Long.MAX_VALUE, visitor);
  }

  private void each(String query, long most, Consumer<Seen> visitor) {
    String what = "list by \"" + query + '"';
    queries++;
    Iterator<WorkflowExecutionMetadata> list =
        ask(what, () -> client.listExecutions(query).iterator());
    long seen = 0;
    while (seen < most) {
      boolean asksAgain = seen > 0 && seen % PAGE == 0;
      if (asksAgain) {
        pause.run();
      }
      if (!answered(what, list::hasNext)) {
        break;
      }
      queries += asksAgain ? 1 : 0;
      seen++;
      visitor.accept(seen(list.next()));
    }
    runs += seen;
  }

  private static Seen seen(WorkflowExecutionMetadata run) {
    List<String> entry = run.getTypedSearchAttributes().get(VALUES);
    Set<String> values = entry == null ? Set.of() : new LinkedHashSet<>(entry);
    long bytes = 0;
    for (String value : values) {
      bytes += value.getBytes(StandardCharsets.UTF_8).length + "\"\",".length();
    }
    return new Seen(
        new Run(
            run.getExecution().getWorkflowId(), run.getExecution().getRunId(), run.getStartTime()),
        run.getCloseTime(),
        values,
        bytes + VALUE_BYTES > LIST_BYTES ? Seen.Source.CUT : Seen.Source.INDEX);
  }

  /**
   * Looks into the history of a run.
   *
   * @param most how many histories may be read in all
   * @return what is known of it then; the same if no more may be read; null if it is gone
   */
  @Nullable Seen history(Seen run, int most) {
    if (histories >= most) {
      unread++;
      return run;
    }
    histories++;
    pause.run();
    try {
      return Decisions.of(
          run, client.streamHistory(run.run().workflowId(), run.run().runId()).iterator(), pause);
    } catch (RuntimeException e) {
      if (String.valueOf(e.getMessage()).startsWith("NOT_FOUND")) {
        return null;
      }
      throw failure("give the history of " + run.run(), e);
    }
  }

  Cost cost() {
    return new Cost(queries, runs, histories, unread);
  }

  private <T> T ask(String what, Supplier<T> request) {
    pause.run();
    return answered(what, request);
  }

  private static <T> T answered(String what, Supplier<T> request) {
    try {
      return request.get();
    } catch (RuntimeException e) {
      throw failure(what, e);
    }
  }

  private static IllegalStateException failure(String what, RuntimeException e) {
    return new IllegalStateException(
        "the server does not %s: %s".formatted(what, e.getMessage()), e);
  }
}
