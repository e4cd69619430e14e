// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.temporalpatterns.examples.fanout.Totals;
import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.Bar;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.temporal.client.WorkflowFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Verifies all artifacts of a Maven repository, in chunks, and tells which are not what they were.
 */
@Command(
    name = "audit",
    sortOptions = false,
    description = "Verify checksum and jar entries of every artifact of a Maven repository.",
    footer = {
      "",
      "Artifacts: every .jar, every .pom, and every other file that has a .sha1.",
      "damaged: its bytes do not match its checksum, or the jar has a broken entry.",
      "missing: a checksum without its file; a .jar or .pom without its checksum,",
      "  unless a build installed it on this machine. unreadable: reading it failed.",
      "On a real server, the same command finishes an audit that was killed.",
      "Exit codes: 0 all are verified; 1 some are not; 2 the input is unusable,",
      "and nothing was started."
    })
public final class AuditCommand implements Callable<Integer> {
  private final Supplier<TemporalServer> servers;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "Default: the local repository that has this program's libraries.")
  private @Nullable Path directory;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      defaultValue = "audit.db",
      description = "SQLite database of the results, created if absent. Default: ${DEFAULT-VALUE}.")
  private Path db;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write an HTML page with the outcome and a timeline.")
  private @Nullable Path report;

  @Option(names = "--redrive", description = "Check only what the last audit did not verify.")
  private boolean redrive;

  @Option(names = "--json", description = "Print nothing but one line of JSON.")
  private boolean json;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public AuditCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path repository = repository();
    if (report != null) {
      requireWritable(report);
    }
    try (AuditFile file = AuditFile.open(db);
        TemporalServer server = servers.get()) {
      Optional<AuditRun> run =
          redrive
              ? file.redrive(repository, server.id())
              : Optional.of(file.audit(repository, server.id()));
      announce(repository, server);
      if (run.isEmpty()) {
        return conclude(Conclusion.nothingToRepeat(repository, server.name()));
      }
      return check(run.get(), server);
    }
  }

  private int check(AuditRun run, TemporalServer server) throws IOException, InterruptedException {
    try (AuditJob job = new AuditJob(server, run)) {
      FanOutReport<Totals> end = await(job);
      run.end();
      return conclude(Conclusion.of(run, job.workflowId(), server.name(), end));
    } catch (WorkflowFailedException e) {
      run.end();
      spec.commandLine().getErr().printf("The audit failed: %s%n", cause(e));
      return 1;
    }
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : cause(cause);
  }

  private int conclude(Conclusion end) throws IOException {
    if (report != null) {
      ReportPage.write(end, report);
    }
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(Figures.of(end)));
    } else {
      new AuditPrinter(out, db, report).print(end);
    }
    return end.clean() ? 0 : 1;
  }

  private Path repository() throws IOException {
    Path given = directory == null ? LocalRepository.find() : directory;
    if (!Files.exists(given)) {
      throw new BadInput(given + ": no such directory");
    }
    if (!Files.isDirectory(given)) {
      throw new BadInput(given + " is not a directory");
    }
    Path repository = given.toRealPath();
    if (!Artifacts.anyIn(repository)) {
      throw new BadInput(given + " has no artifacts: no .jar, no .pom, no .sha1");
    }
    return repository;
  }

  /** Finds out now, not when everything has been checked. */
  private static void requireWritable(Path file) {
    boolean there = Files.exists(file);
    try {
      Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
      if (!there) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new BadInput("%s cannot be written: %s".formatted(file, Reasons.of(e)), e);
    }
  }

  private void announce(Path repository, TemporalServer server) {
    spec.commandLine().getErr().printf("Audit of %s, %s%n", repository, server.name());
  }

  private FanOutReport<Totals> await(AuditJob job) throws InterruptedException {
    var builder = ProgressBar.builder().setTaskName("Audit").setInitialMax(-1).showSpeed();
    try (ProgressBar bar = Bar.start(builder, json)) {
      return job.await(bar);
    }
  }
}
