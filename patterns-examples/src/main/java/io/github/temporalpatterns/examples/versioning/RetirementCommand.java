// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.versioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.versioning.ChangeLedger;
import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.github.temporalpatterns.versioning.Retirement;
import io.github.temporalpatterns.versioning.RetirementReport;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which branches of the orders may be deleted, and who is in the way of the others. */
@Command(
    name = "report",
    description = "Say which branches of the orders may be deleted; needs a real server.")
public final class RetirementCommand implements Callable<Integer> {
  private final Supplier<TemporalServer> servers;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "CheckoutWorkflow",
      description = "The workflow type of the orders; default: ${DEFAULT-VALUE}.")
  private String type = "";

  @Option(
      names = "--histories",
      paramLabel = "N",
      defaultValue = "0",
      description = "Read up to N histories of runs that the index does not fully describe.")
  private int histories;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public RetirementCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    if (histories < 0) {
      throw new BadInput("--histories must be at least 0");
    }
    if (type.isBlank()) {
      throw new BadInput("--type must not be blank");
    }
    try (TemporalServer server = servers.get()) {
      if (server.inProcess()) {
        throw new BadInput("the in-process server cannot count runs; set TEMPORAL_ADDRESS");
      }
      Retirement question = retirement(server.client(), CheckoutWorkflowImpl.LEDGER, type);
      RetirementReport report =
          (histories == 0 ? question : question.histories(histories)).report();
      System.out.println(
          json
              ? JacksonJsonPayloadConverter.newDefaultObjectMapper().writeValueAsString(report)
              : report.table());
    }
    return 0;
  }

  /**
   * Asks about the orders. Their second release is deployed whenever somebody runs the example, not
   * on the day in the ledger, so until now an order may have begun on the first one.
   *
   * @param client a client of the orders' namespace
   * @param ledger has one change, with one version
   * @param type their workflow type
   * @return the question
   */
  public static Retirement retirement(WorkflowClient client, ChangeLedger ledger, String type) {
    Change change = ledger.changes().get(0);
    Instant declared = change.versions().get(0).since().atStartOfDay(ZoneOffset.UTC).toInstant();
    return Retirement.of(client, ledger, type)
        .settled(Duration.between(declared, Instant.now()).abs().plusDays(1));
  }
}
