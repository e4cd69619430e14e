// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.PatternOperator;
import io.github.temporalpatterns.PatternOperator.NotObeyedException;
import io.github.temporalpatterns.PatternOperator.Why;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.Pausable.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends a command to all long-running workflows that a visibility query finds.
 *
 * <p>Client code only; the server must support listing workflows. Runs get the command one after
 * the other, at a limited pace. After an interruption, send the same command again: runs that
 * already obeyed give their first answer.
 *
 * <pre>{@code
 * PauseFleet.of(client, "WorkflowType = 'ReindexWorkflow' AND ExecutionStatus = 'Running'")
 *     .pace(Duration.ofMillis(50))
 *     .pause(Request.of("ticket-7", "ann", "the database moves"))
 *     .forEach((id, answer) -> System.out.println(id + " " + answer));
 * }</pre>
 *
 * <p>A run that starts while the query is answered may be missed; send the command again.
 *
 * @since 0.1.0
 */
@RunsIn(CLIENT)
public final class PauseFleet {
  private final WorkflowClient client;
  private final String query;
  private final Duration pace;
  private final BiConsumer<String, Answer> progress;

  /**
   * The answer of one run.
   *
   * @param entry what became of the command; null if the run did not obey
   * @param why why it did not obey; null if it did
   * @param message the same in words; null if it obeyed
   */
  public record Answer(@Nullable AuditEntry entry, @Nullable Why why, @Nullable String message) {}

  private PauseFleet(
      WorkflowClient client, String query, Duration pace, BiConsumer<String, Answer> progress) {
    this.client = client;
    this.query = query;
    this.pace = pace;
    this.progress = progress;
  }

  /**
   * Creates a fleet.
   *
   * @param client a client of their namespace
   * @param query a visibility query that finds them
   * @return the fleet
   */
  public static PauseFleet of(WorkflowClient client, String query) {
    Checks.notNull("client", client);
    Checks.notBlank("query", query);
    return new PauseFleet(client, query, Duration.ofMillis(20), (id, answer) -> {});
  }

  /**
   * Sets the time between two runs.
   *
   * @param between more than zero; 20 milliseconds unless set
   * @return a copy of the fleet with it
   */
  public PauseFleet pace(Duration between) {
    Checks.positive("pace", between);
    return new PauseFleet(client, query, between, progress);
  }

  /**
   * Sets a listener that gets each answer when it arrives.
   *
   * @param listener gets workflow id and answer, in the caller's thread
   * @return a copy of the fleet with it
   */
  public PauseFleet onAnswer(BiConsumer<String, Answer> listener) {
    return new PauseFleet(client, query, pace, listener);
  }

  /**
   * Pauses all runs.
   *
   * @param request the command, the same for all
   * @return the answers by workflow id
   * @throws IllegalStateException if the server does not answer the query
   */
  public Map<String, Answer> pause(Request request) {
    return tell(operator -> operator.pauseRequest(request));
  }

  /**
   * Resumes all runs.
   *
   * @param request the command, the same for all
   * @return the answers by workflow id
   * @throws IllegalStateException if the server does not answer the query
   */
  public Map<String, Answer> resume(Request request) {
    return tell(operator -> operator.pauseResume(request));
  }

  /**
   * Queries all runs.
   *
   * @return each run's status by workflow id, without runs that have no gate or no worker
   * @throws IllegalStateException if the server does not answer the query
   */
  public Map<String, Status> list() {
    Map<String, Status> all = new LinkedHashMap<>();
    each(
        id -> {
          try {
            all.put(id, operator(id).pauseStatus());
          } catch (NotObeyedException e) {
            // Not pausable, gone by now, or without a worker.
          }
        });
    return all;
  }

  private Map<String, Answer> tell(Function<Pausable, AuditEntry> command) {
    Map<String, Answer> answers = new LinkedHashMap<>();
    each(
        id -> {
          Answer answer = ask(() -> command.apply(operator(id)));
          answers.put(id, answer);
          progress.accept(id, answer);
        });
    return answers;
  }

  private Pausable operator(String workflowId) {
    return PatternOperator.of(client).at(Pausable.class, workflowId);
  }

  private static Answer ask(Functions.Func<AuditEntry> command) {
    try {
      return new Answer(command.apply(), null, null);
    } catch (NotObeyedException e) {
      return new Answer(null, e.why(), e.getMessage());
    }
  }

  private void each(Functions.Proc1<String> visit) {
    for (String id : ids()) {
      visit.apply(id);
      LockSupport.parkNanos(pace.toNanos());
    }
  }

  /** All at once: a command changes what the query finds. */
  private List<String> ids() {
    try (Stream<WorkflowExecutionMetadata> runs = client.listExecutions(query)) {
      return runs.map(run -> run.getExecution().getWorkflowId()).distinct().toList();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "the server does not list workflows by \"%s\": %s".formatted(query, e.getMessage()), e);
    }
  }
}
