// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.pause.Pausable.Effect;
import io.github.temporalpatterns.pause.Pausable.Receipt;
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
 * Commands for many long-runners at once: those that a visibility query finds.
 *
 * <p>Client code only, on a server that can list. One after the other and paced, so that the server
 * and its workers are not flooded. To resume after an interruption, give the same command again: a
 * run that has obeyed it answers {@link Effect#REPEATED}.
 *
 * <pre>{@code
 * PauseFleet.of(client, "WorkflowType = 'ReindexWorkflow' AND ExecutionStatus = 'Running'")
 *     .pace(Duration.ofMillis(50))
 *     .pause(Request.of("ticket-7", "ann", "the database moves"))
 *     .forEach((id, answer) -> System.out.println(id + " " + answer));
 * }</pre>
 *
 * <p>A run that starts while the query is answered may be missed; ask again.
 *
 * @since 0.1.0
 */
@RunsIn(CLIENT)
public final class PauseFleet {
  private final WorkflowClient client;
  private final String query;
  private final Duration pace;
  private final BiConsumer<String, Answer> progress;

  /** Why a run did not do what it was told, or did not answer. */
  public enum Why {
    /** There is no such run. */
    UNKNOWN_RUN,
    /** The run has ended. */
    CLOSED_RUN,
    /** The run has no {@link PauseGate}. */
    NOT_PAUSABLE,
    /** The request came too late: its id was for another command, or the run is stopping. */
    STALE_REQUEST,
    /** The request is incomplete, or asks for what this run cannot do. */
    BAD_REQUEST,
    /** The server or its workers did not answer; what became of the command is not known. */
    NO_ANSWER
  }

  /** A run did not do what it was told. Except after {@link Why#NO_ANSWER} it is as it was. */
  public static final class NotObeyedException extends RuntimeException {
    /** The reason. */
    private final Why why;

    NotObeyedException(Why why, String message, Throwable cause) {
      super(message, cause);
      this.why = why;
    }

    /** {@return the reason} */
    public Why why() {
      return why;
    }
  }

  /**
   * What one run answered.
   *
   * @param receipt what the command changed; null if it was not obeyed
   * @param why why it was not obeyed; null if it was
   * @param message the same in words
   */
  public record Answer(@Nullable Receipt receipt, @Nullable Why why, @Nullable String message) {}

  private PauseFleet(
      WorkflowClient client, String query, Duration pace, BiConsumer<String, Answer> progress) {
    this.client = client;
    this.query = query;
    this.pace = pace;
    this.progress = progress;
  }

  /**
   * Names the runs.
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
   * Commands one run, and says by a reason why it did not obey.
   *
   * @param client a client of its namespace
   * @param workflowId its id
   * @return a stub of the newest run that throws {@link NotObeyedException}
   */
  public static Pausable operator(WorkflowClient client, String workflowId) {
    Checks.notNull("client", client);
    Checks.notBlank("workflowId", workflowId);
    return OperatorCalls.operator(client, workflowId);
  }

  /**
   * Sets how long to wait between two runs.
   *
   * @param between more than zero; 20 milliseconds unless set
   * @return the fleet with it
   */
  public PauseFleet pace(Duration between) {
    Checks.positive("pace", between);
    return new PauseFleet(client, query, between, progress);
  }

  /**
   * Sets who is told of each answer as it comes.
   *
   * @param listener gets workflow id and answer, in the caller's thread
   * @return the fleet with it
   */
  public PauseFleet onAnswer(BiConsumer<String, Answer> listener) {
    return new PauseFleet(client, query, pace, listener);
  }

  /**
   * Pauses them all.
   *
   * @param request the same for all
   * @return the answers by workflow id
   * @throws IllegalStateException if the server does not answer the query
   */
  public Map<String, Answer> pause(Request request) {
    return tell(operator -> operator.pauseRequest(request));
  }

  /**
   * Resumes them all.
   *
   * @param request the same for all
   * @return the answers by workflow id
   * @throws IllegalStateException if the server does not answer the query
   */
  public Map<String, Answer> resume(Request request) {
    return tell(operator -> operator.pauseResume(request));
  }

  /**
   * Asks all where they stand.
   *
   * @return their status by workflow id; without those that are not pausable or have no worker
   * @throws IllegalStateException if the server does not answer the query
   */
  public Map<String, Status> list() {
    Map<String, Status> all = new LinkedHashMap<>();
    each(
        id -> {
          try {
            all.put(id, operator(client, id).pauseStatus());
          } catch (NotObeyedException e) {
            // Not pausable, gone by now, or without a worker.
          }
        });
    return all;
  }

  private Map<String, Answer> tell(Function<Pausable, Receipt> command) {
    Map<String, Answer> answers = new LinkedHashMap<>();
    each(
        id -> {
          Answer answer = ask(() -> command.apply(operator(client, id)));
          answers.put(id, answer);
          progress.accept(id, answer);
        });
    return answers;
  }

  private static Answer ask(Functions.Func<Receipt> command) {
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
