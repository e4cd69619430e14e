// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.PostgresServer;
import io.github.temporalpatterns.idempotency.LedgerDesk;
import io.github.temporalpatterns.idempotency.LedgerDesk.Decision;
import io.github.temporalpatterns.idempotency.LedgerDesk.Listed;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Decides about an effect of which nobody knows whether it happened. */
@Command(description = "Decide about an unknown effect: done, release (not done), bar (forbidden).")
public final class DecideCommand implements Callable<Integer> {

  /** What is decided. */
  public enum Verb {
    /** It happened. */
    DONE,
    /** It did not. */
    RELEASE,
    /** It must not. */
    BAR
  }

  private final Verb verb;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "KEY", description = "The effect's key, as list shows it.")
  private String key = "";

  @Option(
      names = "--db",
      required = true,
      paramLabel = "FOLDER",
      description = "The database of payments --db.")
  private Path db = Path.of("");

  @Option(names = "--by", required = true, description = "Who decides.")
  private String by = "";

  @Option(names = "--reason", required = true, description = "Why: the evidence.")
  private String reason = "";

  @Option(names = "--result", description = "What it came to, if it is done; default: none.")
  private String result = "";

  /** Makes the command of a verb. */
  public DecideCommand(Verb verb) {
    this.verb = verb;
  }

  @Override
  public Integer call() {
    try (PostgresServer postgres = PostgresServer.start(db)) {
      LedgerDesk desk = PaymentsDatabase.open(postgres, "ledger").desk();
      Listed effect =
          desk.find(key).orElseThrow(() -> new BadInput("the ledger has no key " + key));
      Listed decided = decide(desk, effect.decision(UUID.randomUUID().toString(), by, reason));
      spec.commandLine().getOut().printf("%s: %s%n", decided.state(), decided.decision());
      return 0;
    } catch (ApplicationFailure e) {
      throw new BadInput(e.getOriginalMessage(), e);
    }
  }

  private Listed decide(LedgerDesk desk, Decision decision) {
    return switch (verb) {
      case DONE -> desk.done(decision, result);
      case RELEASE -> desk.release(decision);
      case BAR -> desk.bar(decision);
    };
  }
}
