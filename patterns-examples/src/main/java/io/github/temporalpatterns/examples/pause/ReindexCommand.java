// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.pause;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.PatternOperator;
import io.github.temporalpatterns.PatternOperator.NotObeyedException;
import io.github.temporalpatterns.examples.pause.ReindexWorkflow.Indexed;
import io.github.temporalpatterns.examples.pause.ReindexWorkflow.Tree;
import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.Bar;
import io.github.temporalpatterns.examples.runtime.SqliteFile;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.pause.LongRunningWorkflow.Job;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.github.temporalpatterns.pause.Pausable.Status;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Indexes the files of a directory tree; the same line again joins or goes on. */
@Command(
    name = "reindex",
    description = "Index the files of a directory tree in a long run that can be paused.",
    footer = {
      "",
      "On a real server: kill it, and the same command resumes where it was. In a second",
      "terminal: reindex status, pause, resume, stop, cancel, each with the same --dir.",
      "On the in-process server the keys p, r, s and c do the same."
    })
public final class ReindexCommand implements Callable<Integer> {
  static final int APPLICATION = 0x72656978;

  private final Supplier<TemporalServer> servers;
  private final InputStream keyboard;

  @Spec private CommandSpec spec;
  @Mixin private final ReindexTarget target = new ReindexTarget();

  @Option(
      names = "--db",
      paramLabel = "FILE",
      defaultValue = "reindex.db",
      description = "SQLite database of the index, created if absent. Default: ${DEFAULT-VALUE}.")
  private Path db;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "200",
      description = "Files in one step. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--delay",
      paramLabel = "MILLIS",
      defaultValue = "0",
      description = "Wait between steps. Default: ${DEFAULT-VALUE}.")
  private long delay;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public ReindexCommand(Supplier<TemporalServer> servers) {
    this(servers, System.in);
  }

  ReindexCommand(Supplier<TemporalServer> servers, InputStream keyboard) {
    this.servers = servers;
    this.keyboard = keyboard;
  }

  @Override
  public Integer call() {
    if (batch < 1 || delay < 0) {
      throw new BadInput(
          "--batch must be 1 or more and --delay 0 or more, they are %d and %d"
              .formatted(batch, delay));
    }
    Path directory = target.directory();
    try (SqliteFile database = SqliteFile.open(db, APPLICATION, ReindexCommand.class);
        TemporalServer server = servers.get()) {
      Tree tree = new Tree(directory.toString(), batch, Duration.ofMillis(delay));
      PrintWriter err = spec.commandLine().getErr();
      err.printf("Index of %s, %s%n", directory, server.name());
      if (server.inProcess()) {
        err.println(ReindexKeys.HELP);
      }
      Indexed end = run(server, database, tree);
      out()
          .printf(
              "%d of %d files, %d bytes%s%n",
              end.files(), end.total(), end.bytes(), end.complete() ? "" : ", stopped");
      return end.complete() ? 0 : 1;
    } catch (WorkflowFailedException e) {
      if (!(e.getCause() instanceof CanceledFailure)) {
        throw e;
      }
      out().println("cancelled; the next run begins anew");
      return 1;
    }
  }

  /** Shows where the run stands. */
  @Command(name = "status", description = "Show the state of the run.")
  int status(
      @Mixin ReindexTarget of,
      @Option(names = "--watch", description = "Keep showing it until the run has ended.")
          boolean watch) {
    return ask(
        of,
        (client, id) -> {
          if (watch) {
            awaitEnd(client, id);
          }
          print(client, id);
        });
  }

  private static void awaitEnd(WorkflowClient client, String id) {
    try {
      watch(client, id, () -> {});
    } catch (WorkflowFailedException e) {
      // How it ended is printed in any case.
    }
  }

  /** Pauses the run. */
  @Command(name = "pause", description = "Pause the run between two steps.")
  int pause(
      @Mixin ReindexTarget of,
      @Option(names = "--reason", paramLabel = "WHY", required = true, description = "Why.")
          String reason) {
    return tell(of, operator -> operator.pauseRequest(ReindexKeys.request(reason)));
  }

  /** Goes on with the run. */
  @Command(name = "resume", description = "Continue after a pause.")
  int resume(
      @Mixin ReindexTarget of,
      @Option(names = "--reason", paramLabel = "WHY", defaultValue = "go on", description = "Why.")
          String reason) {
    return tell(of, operator -> operator.pauseResume(ReindexKeys.request(reason)));
  }

  /** Ends the run. */
  @Command(name = "stop", description = "Finish the current step, then end the run.")
  int stop(
      @Mixin ReindexTarget of,
      @Option(names = "--reason", paramLabel = "WHY", required = true, description = "Why.")
          String reason) {
    return tell(of, operator -> operator.pauseStop(ReindexKeys.request(reason)));
  }

  /** Cancels the run. */
  @Command(name = "cancel", description = "Cancel the run, with its current step.")
  int cancel(
      @Mixin ReindexTarget of,
      @Option(names = "--reason", paramLabel = "WHY", required = true, description = "Why.")
          String reason) {
    return ask(
        of,
        (client, id) -> {
          client.newUntypedWorkflowStub(id).cancel(reason);
          out().println("cancellation requested");
        });
  }

  private int tell(ReindexTarget of, Function<Pausable, AuditEntry> command) {
    return ask(of, (client, id) -> out().println(command.apply(operator(client, id)).effect()));
  }

  private static Pausable operator(WorkflowClient client, String id) {
    return PatternOperator.of(client).at(Pausable.class, id);
  }

  private int ask(ReindexTarget of, BiConsumer<WorkflowClient, String> question) {
    try (TemporalServer server = servers.get()) {
      question.accept(server.client(), of.workflowId());
      return 0;
    } catch (WorkflowNotFoundException e) {
      throw new BadInput("no run indexes %s on this server".formatted(of.directory()), e);
    } catch (NotObeyedException e) {
      throw new BadInput(complaint(e, of), e);
    }
  }

  private static String complaint(NotObeyedException e, ReindexTarget of) {
    return switch (e.why()) {
      case UNKNOWN_RUN -> "no run indexes %s on this server".formatted(of.directory());
      case CLOSED_RUN -> "the run that indexes %s has ended".formatted(of.directory());
      case NO_ANSWER ->
          "nobody works on %s; start reindex with the same --dir".formatted(of.directory());
      case NOT_OPERABLE, REFUSED -> Objects.toString(e.getMessage());
    };
  }

  private void print(WorkflowClient client, String id) {
    WorkflowExecutionStatus status = client.newUntypedWorkflowStub(id).describe().getStatus();
    if (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
      printRunning(client, id);
    } else {
      // Nobody may be left to answer a query.
      out().println(status.name().replace("WORKFLOW_EXECUTION_STATUS_", ""));
    }
  }

  private void printRunning(WorkflowClient client, String id) {
    Status status = operator(client, id).pauseStatus();
    Enum<?> headline = status.outcome() == null ? status.phase() : status.outcome();
    Progress progress = status.progress();
    out().printf("%s, %d of %s files%n", headline, progress.done(), progress.total());
    if (status.hold() != null) {
      out().printf("by %s: %s%n", status.hold().by(), status.hold().reason());
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private Indexed run(TemporalServer server, SqliteFile database, Tree tree) {
    String id = target.workflowId();
    WorkflowClient client = server.client();
    WorkerFactory workers = WorkerFactory.newInstance(client);
    Worker worker = workers.newWorker(id);
    worker.registerWorkflowImplementationTypes(ReindexWorkflowImpl.class);
    worker.registerActivitiesImplementations(new SqlFileIndex(database.database()));
    workers.start();
    try {
      WorkflowOptions options =
          WorkflowOptions.newBuilder()
              .setTaskQueue(id)
              .setWorkflowId(id)
              .setWorkflowIdConflictPolicy(
                  WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
              .build();
      ReindexWorkflow workflow = client.newWorkflowStub(ReindexWorkflow.class, options);
      WorkflowClient.start(workflow::reindex, Job.of(tree));
      ReindexKeys keys = new ReindexKeys(keyboard, client, id);
      return watch(client, id, server.inProcess() ? keys::poll : () -> {});
    } finally {
      workers.shutdownNow();
    }
  }

  private static Indexed watch(WorkflowClient client, String id, Runnable meanwhile) {
    CompletableFuture<Indexed> end =
        client.newUntypedWorkflowStub(id).getResultAsync(Indexed.class);
    try (ProgressBar bar = Bar.start(ProgressBar.builder().setTaskName("Index"), false)) {
      return ReindexTarget.follow(client, id, end, bar, meanwhile);
    }
  }
}
