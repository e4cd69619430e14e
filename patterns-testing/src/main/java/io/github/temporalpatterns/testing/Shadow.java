// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.WorkflowTypes;
import io.github.temporalpatterns.testing.internal.history.HistoryFiles;
import io.github.temporalpatterns.testing.internal.replay.Sample;
import io.github.temporalpatterns.testing.internal.replay.Sample.Found;
import io.github.temporalpatterns.testing.internal.runs.Runs;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.workflow.DynamicWorkflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * Replays a sample of the runs that a server has, open and closed, on the code of this build, to
 * find before a deployment what it would break.
 *
 * <p>Client side, on a server that can list. It reads the server and never writes to it; the
 * replays take place in this process, one after the other.
 *
 * <pre>{@code
 * Shadow.Findings findings =
 *     Shadow.of(client, OrderWorkflowImpl.class)
 *         .where("TaskQueue = 'orders'")
 *         .atMost(100)
 *         .keepFailed(Path.of("src/test/resources/histories/orders"))
 *         .replay();
 * if (!findings.diverged().isEmpty()) {
 *   throw new AssertionError(findings.toString());
 * }
 * }</pre>
 *
 * <p>Each run is replayed whole and cut off after some of its workflow tasks, at most 25, as {@link
 * Histories#tests} does, because a worker meets runs at any of their tasks when it is upgraded.
 * Every method that sets something returns the same object.
 */
public final class Shadow {
  private static final int MOST_BEGINNINGS = 25;

  private final WorkflowClient client;
  private final PatternEnvOptions options;
  private final Function<String, Stream<WorkflowExecution>> lister;
  private final List<String> types;
  private Sample sample = new Sample("", 50, 1, 0);
  private Duration pace = Duration.ofMillis(100);
  private @Nullable Path folder;

  /** What became of a run. */
  public enum Outcome {
    /** The code repeats it. */
    REPLAYED,
    /** The code does something different from what the run did; the run would be stuck. */
    DIVERGED,
    /** There was nothing to replay. */
    SKIPPED
  }

  /**
   * One run that was looked at.
   *
   * @param workflowType its workflow type
   * @param workflowId its workflow id
   * @param runId its run id
   * @param outcome what became of it
   * @param reason for one that diverged, the event and what the code does there instead; for one
   *     that was skipped, why; else null
   * @param history the file with its history, if it diverged and such are kept
   */
  public record Run(
      String workflowType,
      String workflowId,
      String runId,
      Outcome outcome,
      @Nullable String reason,
      @Nullable Path history) {

    @Override
    public String toString() {
      return "%s %s, run %s, %s%s%s"
          .formatted(
              workflowType,
              workflowId,
              runId,
              outcome.name().toLowerCase(Locale.ROOT),
              reason == null ? "" : ": " + reason,
              history == null ? "" : "\n    history: " + history);
    }
  }

  /**
   * What was found.
   *
   * @param runs every run that was looked at
   */
  public record Findings(List<Run> runs) {

    /** {@return the runs that the code repeats} */
    public List<Run> replayed() {
      return with(Outcome.REPLAYED);
    }

    /** {@return the runs that the code would break} */
    public List<Run> diverged() {
      return with(Outcome.DIVERGED);
    }

    /** {@return the runs that had nothing to replay} */
    public List<Run> skipped() {
      return with(Outcome.SKIPPED);
    }

    private List<Run> with(Outcome outcome) {
      return runs.stream().filter(run -> run.outcome() == outcome).toList();
    }

    /** {@return the numbers, and a line for each run that was not replayed} */
    @Override
    public String toString() {
      return Stream.concat(diverged().stream(), skipped().stream())
          .map(run -> "\n  " + run)
          .collect(
              Collectors.joining(
                  "",
                  "%d of %d runs replay, %d diverge, %d were skipped"
                      .formatted(
                          replayed().size(), runs.size(), diverged().size(), skipped().size()),
                  ""));
    }
  }

  Shadow(
      WorkflowClient client,
      PatternEnvOptions options,
      Function<String, Stream<WorkflowExecution>> lister) {
    this.client = client;
    this.options = options;
    this.lister = lister;
    this.types =
        options.workflowTypes().stream()
            .filter(type -> !DynamicWorkflow.class.isAssignableFrom(type))
            .flatMap(WorkflowTypes::of)
            .distinct()
            .toList();
    if (types.isEmpty()) {
      throw new IllegalArgumentException("name a workflow implementation class to replay on");
    }
  }

  /**
   * Prepares the replay of runs of some workflows. The client's data converter and context
   * propagators read their payloads.
   *
   * @param client a client of the runs' namespace
   * @param workflows implementation classes of this build; runs of their types are replayed
   * @return what to replay
   * @throws IllegalArgumentException if no class has a workflow type
   */
  public static Shadow of(WorkflowClient client, Class<?>... workflows) {
    return of(client, options(client, workflows));
  }

  /** What reads payloads as a client does. */
  static PatternEnvOptions options(WorkflowClient client, Class<?>... workflows) {
    WorkflowClientOptions theirs = client.getOptions();
    return PatternEnvOptions.newBuilder(workflows)
        .setServer(PatternEnvOptions.Server.EMBEDDED)
        .setClientOptions(
            ours ->
                ours.setNamespace(theirs.getNamespace())
                    .setDataConverter(theirs.getDataConverter())
                    .setContextPropagators(theirs.getContextPropagators()))
        .build();
  }

  /**
   * As {@link #of(WorkflowClient, Class[])}, with the data converter and the interceptors of given
   * options.
   *
   * @param client a client of the runs' namespace
   * @param options options with the workflows of this build
   * @return what to replay
   * @throws IllegalArgumentException if no class has a workflow type
   */
  public static Shadow of(WorkflowClient client, PatternEnvOptions options) {
    return new Shadow(
        client,
        options,
        query -> client.listExecutions(query).map(WorkflowExecutionMetadata::getExecution));
  }

  /**
   * Narrows down which runs are looked for.
   *
   * @param condition a condition of a visibility query, without {@code ORDER BY}; all runs of the
   *     workflows' types by default
   * @return this shadow
   */
  public Shadow where(String condition) {
    sample = new Sample(condition, sample.most(), sample.part(), sample.seed());
    return this;
  }

  /**
   * Limits the number of runs, the newest first.
   *
   * @param runs the most open runs of each type, and the most closed ones; 50 by default
   * @return this shadow
   * @throws IllegalArgumentException unless it is at least 1
   */
  public Shadow atMost(int runs) {
    sample = new Sample(sample.where(), runs, sample.part(), sample.seed());
    return this;
  }

  /**
   * Takes a part of the runs, so that not all of them are from the last hour. The run id decides
   * which part: the same seed takes the same runs, and {@code part} seeds that follow one another,
   * such as the numbers of days, take each run once.
   *
   * @param part 20 takes every twentieth run; at least 1; by default 1, every run
   * @param seed chooses the part
   * @return this shadow
   * @throws IllegalArgumentException unless the part is at least 1
   */
  public Shadow oneIn(int part, long seed) {
    sample = new Sample(sample.where(), sample.most(), part, seed);
    return this;
  }

  /**
   * Sets how long to wait before each run is fetched, to spare the server. A history of some
   * hundred events takes one request.
   *
   * @param between not negative; 100 milliseconds by default
   * @return this shadow
   */
  public Shadow pace(Duration between) {
    pace = between;
    return this;
  }

  /**
   * Keeps the history of each run that diverges, as a file that {@link Histories#tests} replays in
   * every build from then on. It has the payloads of the run, as they are stored.
   *
   * @param folder the folder, made if it does not exist
   * @return this shadow
   */
  public Shadow keepFailed(Path folder) {
    this.folder = folder;
    return this;
  }

  /**
   * Lists the runs and replays them.
   *
   * @return what was found
   * @throws IllegalStateException if the server cannot list runs, has none to look at, or does not
   *     give the history of one
   */
  public Findings replay() {
    List<Found> found = find();
    try (Replayer replayer = new Replayer(options)) {
      return new Findings(found.stream().map(run -> look(run, replayer)).toList());
    }
  }

  /**
   * Lists the runs and returns a test for each, to be returned by a {@link
   * org.junit.jupiter.api.TestFactory} method. A run that had nothing to replay is skipped.
   *
   * @return the tests, named after the runs; JUnit closes the stream
   * @throws IllegalStateException if the server cannot list runs, or has none to look at
   */
  public Stream<DynamicTest> tests() {
    Replayer replayer = new Replayer(options);
    return find().stream()
        .map(found -> DynamicTest.dynamicTest(found.toString(), () -> check(look(found, replayer))))
        .onClose(replayer::close);
  }

  private static void check(Run run) {
    Assumptions.assumeFalse(run.outcome() == Outcome.SKIPPED, run::toString);
    if (run.outcome() == Outcome.DIVERGED) {
      throw new AssertionError(run.toString());
    }
  }

  private List<Found> find() {
    List<Found> found = types.stream().flatMap(type -> sample.of(type, lister)).toList();
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "the server has no run of %s to look at%s".formatted(types, sample.narrowed()));
    }
    return found;
  }

  private Run look(Found found, Replayer replayer) {
    LockSupport.parkNanos(pace.toNanos());
    WorkflowExecutionHistory history;
    try {
      history = new Runs(client).history(found.workflowId(), found.runId());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return run(found, Outcome.SKIPPED, "it is gone since it was listed", null);
      }
      throw new IllegalStateException(
          "the server does not give the history of %s: %s".formatted(found, e.getMessage()), e);
    }
    if (!hasBegun(history)) {
      return run(found, Outcome.SKIPPED, "no workflow task of it has completed", null);
    }
    Optional<String> why = replayer.divergence(history, MOST_BEGINNINGS);
    return why.isEmpty()
        ? run(found, Outcome.REPLAYED, null, null)
        : run(found, Outcome.DIVERGED, why.get(), keep(found, history));
  }

  private static Run run(
      Found found, Outcome outcome, @Nullable String reason, @Nullable Path history) {
    return new Run(found.type(), found.workflowId(), found.runId(), outcome, reason, history);
  }

  private static boolean hasBegun(WorkflowExecutionHistory history) {
    return history.getEvents().stream()
        .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
  }

  private @Nullable Path keep(Found found, WorkflowExecutionHistory history) {
    return folder == null
        ? null
        : HistoryFiles.write(history, HistoryFiles.file(folder, found.workflowId(), found.runId()));
  }
}
