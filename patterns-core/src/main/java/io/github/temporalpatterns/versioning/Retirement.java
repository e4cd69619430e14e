// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a server which branches of a ledger may be deleted, and which runs still need the others.
 *
 * <p>Client code only, on a server that can list runs. It reads what a run decided from the search
 * attribute {@code TemporalChangeVersion}, which the SDK keeps if {@code
 * setEnableUpsertVersionSearchAttributes(true)} is set in {@code WorkflowImplementationOptions}.
 * That takes some counts for each branch, however many runs there are, or one request for each
 * thousand runs if a change has scope {@link Scope#KEY}. Where the attribute is missing, {@link
 * #histories} reads the histories.
 *
 * <pre>{@code
 * System.out.println(Retirement.of(client, LEDGER, "CheckoutWorkflow").report().table());
 * }</pre>
 *
 * <p>In doubt a run counts as being on a branch:
 *
 * <ul>
 *   <li>A run without an entry for a change is on the code before it, if the run began before every
 *       worker had the change, that is within {@link #settled} after the day in the ledger.
 *   <li>An open run without an entry that began later leaves the branch {@link
 *       RetirementReport.Verdict#UNCLEAR}: its worker may not have kept the attribute, or it has
 *       not decided yet. Only its history says. A closed run counts if it began before the next
 *       version was settled, or if the change is of scope {@link Scope#CHAIN}: the run before it
 *       may have decided. A run whose entry has no room left also counts: the SDK keeps 2,048
 *       bytes.
 * </ul>
 *
 * <p>So the days in the ledger must be those on which the versions were deployed. It cannot see a
 * {@link Rollout} that still gives new runs the version before, nor what the index has not heard of
 * in the last seconds. Without {@link #histories} it cannot see that a run with keys was reset,
 * because such a run seems to begin at the reset.
 *
 * @since 0.1.0
 */
@RunsIn(CLIENT)
public final class Retirement {
  private static final Duration SETTLED = Duration.ofDays(2);
  private static final Duration PACE = Duration.ofMillis(50);

  private final WorkflowClient client;
  private final ChangeLedger ledger;
  private final List<String> types;
  private final Duration settled;
  private final Duration pace;
  private final int histories;

  private Retirement(
      WorkflowClient client,
      ChangeLedger ledger,
      List<String> types,
      Duration settled,
      Duration pace,
      int histories) {
    this.client = client;
    this.ledger = ledger;
    this.types = types;
    this.settled = settled;
    this.pace = pace;
    this.histories = histories;
  }

  /**
   * Creates a question about a ledger.
   *
   * @param client a client of the runs' namespace
   * @param ledger the changes
   * @param workflowTypes all workflow types that have this ledger, at least one
   * @return a question that can be asked again and again
   */
  public static Retirement of(WorkflowClient client, ChangeLedger ledger, String... workflowTypes) {
    Checks.notNull("client", client);
    Checks.notNull("ledger", ledger);
    Checks.atLeast("number of workflow types", workflowTypes.length, 1);
    for (String type : workflowTypes) {
      Condition.checkName("workflow type", type);
    }
    return new Retirement(client, ledger, List.of(workflowTypes), SETTLED, PACE, 0);
  }

  /**
   * Sets how long a deployment takes at most: from the beginning (UTC) of the day that the ledger
   * names until every worker has the version.
   *
   * @param after more than zero; 2 days unless set
   * @return the question with it
   */
  public Retirement settled(Duration after) {
    Checks.positive("settled", after);
    return new Retirement(client, ledger, types, after, pace, histories);
  }

  /**
   * Sets how long to wait between two requests.
   *
   * @param between more than zero; 50 milliseconds unless set
   * @return the question with it
   */
  public Retirement pace(Duration between) {
    Checks.positive("pace", between);
    return new Retirement(client, ledger, types, settled, between, histories);
  }

  /**
   * Lets the report read the histories of runs that the search attribute does not fully describe,
   * open ones first.
   *
   * @param most how many histories at most; runs beyond that count as if this were not set
   * @return the question with it
   */
  public Retirement histories(int most) {
    Checks.atLeast("histories", most, 1);
    return new Retirement(client, ledger, types, settled, pace, most);
  }

  /**
   * Asks.
   *
   * @return what the server said; a few seconds old
   * @throws IllegalStateException if the server does not answer, has no index, or does not know the
   *     attribute; a busy server is asked again for a minute
   */
  public RetirementReport report() {
    Instant now = Instant.now();
    Condition all = Condition.ofTypes(types);
    RunIndex index = new RunIndex(client, all, () -> LockSupport.parkNanos(pace.toNanos()));
    Duration retention = index.retention();
    boolean listed =
        histories > 0 || ledger.changes().stream().anyMatch(change -> change.scope() == Scope.KEY);
    Findings findings =
        listed ? Listed.read(ledger, settled, index, histories) : new Counted(index, now);
    List<RetirementReport.Row> rows =
        new Verdicts(findings, all, now, retention).rows(ledger, settled);
    return new RetirementReport(types, now, retention, rows, index.cost());
  }
}
