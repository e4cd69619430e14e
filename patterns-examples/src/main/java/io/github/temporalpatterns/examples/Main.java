// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples;

import io.github.temporalpatterns.examples.audit.AuditCommand;
import io.github.temporalpatterns.examples.batch.ImportCommand;
import io.github.temporalpatterns.examples.bench.BenchCommand;
import io.github.temporalpatterns.examples.breaker.BreakerCommand;
import io.github.temporalpatterns.examples.breaker.LiveCommand;
import io.github.temporalpatterns.examples.breaker.SharedCommand;
import io.github.temporalpatterns.examples.cli.OrderCommand;
import io.github.temporalpatterns.examples.idempotency.DecideCommand;
import io.github.temporalpatterns.examples.idempotency.DecideCommand.Verb;
import io.github.temporalpatterns.examples.idempotency.ListCommand;
import io.github.temporalpatterns.examples.idempotency.PaymentsCommand;
import io.github.temporalpatterns.examples.idempotency.outbox.OutboxCommand;
import io.github.temporalpatterns.examples.parallel.PriceCheckCommand;
import io.github.temporalpatterns.examples.pause.ReindexCommand;
import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.examples.showcase.ShowcaseCommand;
import io.github.temporalpatterns.examples.showcase.ShowcaseWorkerCommand;
import io.github.temporalpatterns.examples.versioning.RetirementCommand;
import io.github.temporalpatterns.examples.versioning.VersioningCommand;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The examples' command line. */
@Command(
    name = "examples",
    description = "Runnable examples of Temporal Patterns. Without arguments: audit.",
    footer = {
      "",
      "They run on a Temporal server within this process, or on the one that",
      "TEMPORAL_ADDRESS or Temporal's configuration file names."
    })
public final class Main {

  /**
   * Runs the command line and exits with its code.
   *
   * @param args the command and its options; none means audit
   */
  public static void main(String[] args) {
    System.exit(
        commandLine(TemporalServer::configured)
            .execute(args.length == 0 ? new String[] {"audit"} : args));
  }

  /**
   * Makes the command line.
   *
   * @param servers opens the server to run on
   * @return the parsed commands, not run yet
   */
  public static CommandLine commandLine(Supplier<TemporalServer> servers) {
    CommandLine line = new CommandLine(new Main());
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("Show this help.")
                .build());
    line.addSubcommand(new AuditCommand(servers));
    line.addSubcommand(new OrderCommand(servers));
    line.addSubcommand(new PriceCheckCommand(servers));
    line.addSubcommand(new ImportCommand(servers));
    line.addSubcommand(payments(servers));
    line.addSubcommand(new OutboxCommand(servers));
    line.addSubcommand(new ReindexCommand(servers));
    line.addSubcommand(
        new CommandLine(new BreakerCommand(servers))
            .addSubcommand(new LiveCommand(servers))
            .addSubcommand(new SharedCommand(servers)));
    line.addSubcommand(
        new CommandLine(new VersioningCommand(servers))
            .addSubcommand(new RetirementCommand(servers)));
    line.addSubcommand(
        new CommandLine(new ShowcaseCommand(servers))
            .addSubcommand(new ShowcaseWorkerCommand(servers)));
    line.addSubcommand(new BenchCommand(servers));
    line.setParameterExceptionHandler((e, arguments) -> refuse(e.getCommandLine(), e));
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          if (e instanceof BadInput) {
            return refuse(command, e);
          }
          throw e;
        });
    return line;
  }

  private static CommandLine payments(Supplier<TemporalServer> servers) {
    CommandLine payments = new CommandLine(new PaymentsCommand(servers));
    payments.addSubcommand(new ListCommand());
    for (Verb verb : Verb.values()) {
      payments.addSubcommand(verb.name().toLowerCase(Locale.ROOT), new DecideCommand(verb));
    }
    return payments;
  }

  private static int refuse(CommandLine command, Exception why) {
    command.getErr().printf("%s: %s%n", command.getCommandSpec().qualifiedName(), why.getMessage());
    return ExitCode.USAGE;
  }
}
