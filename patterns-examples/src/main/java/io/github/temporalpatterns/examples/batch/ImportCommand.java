// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.batch;

import io.github.temporalpatterns.batch.BatchResult;
import io.github.temporalpatterns.batch.Checkpoint;
import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.SqliteFile;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports a file; the same line again joins or finishes what an earlier process began. */
@Command(
    name = "import",
    description = "Import a CSV file (station,time,degrees) in one activity that resumes.",
    footer = {"", "Kill it and run it again: no reading is lost, and none is there twice."})
public final class ImportCommand implements Callable<Integer> {
  static final int APPLICATION = 0x696d7072;
  private static final int GROUP = 100;

  private final Supplier<TemporalServer> servers;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "Default: made-up readings.")
  private @Nullable Path file;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      description = "SQLite database, created if absent. Default: a new temporary file.")
  private @Nullable Path db;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public ImportCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws IOException {
    Path source = (file == null ? madeUp() : file).toAbsolutePath();
    if (!Files.isRegularFile(source) || !Files.isReadable(source)) {
      throw new BadInput(source + " cannot be read");
    }
    Path target = (db == null ? Files.createTempFile("readings", ".db") : db).toAbsolutePath();
    try (TemporalServer server = servers.get();
        SqliteFile database = SqliteFile.open(target, APPLICATION, ImportCommand.class)) {
      print(run(server, source, target).checkpoint(), target, readings(database));
      return 0;
    }
  }

  private static BatchResult run(TemporalServer server, Path source, Path target) {
    byte[] job = (source + " into " + target).getBytes(StandardCharsets.UTF_8);
    String id = "import-" + UUID.nameUUIDFromBytes(job);
    WorkflowClient client = server.client();
    WorkerFactory workers = WorkerFactory.newInstance(client);
    Worker worker = workers.newWorker(id);
    worker.registerWorkflowImplementationTypes(ImportWorkflowImpl.class);
    worker.registerActivitiesImplementations(new SqlImports(SqliteFile.dataSource(target), GROUP));
    workers.start();
    try {
      WorkflowOptions options =
          WorkflowOptions.newBuilder()
              .setTaskQueue(id)
              .setWorkflowId(id)
              .setWorkflowIdConflictPolicy(
                  WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
              .build();
      return client.newWorkflowStub(ImportWorkflow.class, options).importFile(source.toString());
    } finally {
      workers.shutdownNow();
    }
  }

  private void print(Checkpoint end, Path target, long readings) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%d readings in %s, %d lines skipped%n", readings, target, end.skipped());
    end.samples()
        .forEach(skip -> out.printf("  line %d: %s%n", skip.position() + 1, skip.reason()));
  }

  private static long readings(SqliteFile database) {
    return database.inTransaction(
        sql -> sql.createQuery("SELECT COUNT(*) FROM reading").mapTo(Long.class).one());
  }

  private static Path madeUp() throws IOException {
    List<String> lines =
        IntStream.rangeClosed(1, 20_000)
            .mapToObj(
                i ->
                    i % 6_000 == 0
                        ? "station-%d,,".formatted(i)
                        : "station-%d,2026-01-01T%02d:00,%d.%d"
                            .formatted(i, i % 24, i % 30, i % 10))
            .toList();
    return Files.write(Files.createTempFile("readings", ".csv"), lines);
  }
}
