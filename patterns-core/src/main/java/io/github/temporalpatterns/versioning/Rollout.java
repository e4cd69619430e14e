// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.temporal.worker.PreferredVersionProvider;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which runs take the newest version of a change, while not all of them shall: a percentage, a list
 * of runs, or none.
 *
 * <p>For a worker's options; needs an SDK of 1.37 or newer. It is asked once for each decision and
 * never when a run is replayed, so it may be changed at any time:
 *
 * <pre>{@code
 * WorkerOptions.newBuilder()
 *     .setPreferredVersionProvider(Rollout.provider(() -> config.rollout()))
 * }</pre>
 *
 * <p>A run is in or out by a hash of its workflow id and the change: the same on every worker, and
 * a higher percentage only adds runs. Changes without a rule go to all. Immutable.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public final class Rollout {
  private static final int BUCKETS = 10_000;

  private final Map<String, Rule> rules;

  private record Rule(int version, int buckets, Set<String> cohort) {

    private boolean includes(String change, String workflowId) {
      return cohort.contains(workflowId) || bucket(change, workflowId) < buckets;
    }
  }

  private Rollout(Map<String, Rule> rules) {
    this.rules = rules;
  }

  /**
   * Starts a rollout without rules, in which all runs take the newest version.
   *
   * @param ledger the changes that rules may be about
   * @return a builder
   */
  public static Builder newBuilder(ChangeLedger ledger) {
    return new Builder(ledger);
  }

  /**
   * Creates the provider that a worker asks. It never throws, because that would block the run.
   * While the rollout cannot be read, the last one that was read holds, so a version that was
   * switched off stays off.
   *
   * @param current returns the current rollout, without waiting for anything; called once here, and
   *     then for each decision on the workflow's thread
   * @return for {@code WorkerOptions}
   */
  public static PreferredVersionProvider provider(Functions.Func<Rollout> current) {
    return new RolloutProvider(current);
  }

  /**
   * Chooses a version.
   *
   * @param workflowId the run's workflow id
   * @param changeId the id that is asked for, with its key if it has one
   * @param oldest the oldest version that the code has
   * @param newest the newest one
   * @return one of them
   */
  public int version(String workflowId, String changeId, int oldest, int newest) {
    int hash = changeId.indexOf('#');
    String change = hash < 0 ? changeId : changeId.substring(0, hash);
    Rule rule = rules.get(change);
    if (rule == null) {
      return newest;
    }
    int wanted = rule.includes(change, workflowId) ? rule.version() : before(rule.version());
    return Math.min(Math.max(wanted, oldest), newest);
  }

  private static int before(int version) {
    return version == 1 ? Workflow.DEFAULT_VERSION : version - 1;
  }

  /** FNV-1a with a finalizer, since ids often differ in their last character only. */
  private static int bucket(String change, String workflowId) {
    long hash = 0xcbf29ce484222325L;
    for (byte next : (change + '\n' + workflowId).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (next & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    return Math.floorMod(hash, BUCKETS);
  }

  /** Collects the rules, one for each change; every method returns the builder itself. */
  public static final class Builder {
    private final ChangeLedger ledger;
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    private Builder(ChangeLedger ledger) {
      this.ledger = Checks.notNull("ledger", ledger);
    }

    /**
     * Lets a part of the runs take a version; the others take the one before.
     *
     * @param change the change's id
     * @param version a declared version
     * @param percent 0 to 100, in steps of 0.01
     * @param cohort ids of workflows that take it whatever the percentage
     * @return this builder
     * @throws IllegalArgumentException if the version is not declared, or the change has a rule
     */
    public Builder percent(String change, int version, double percent, String... cohort) {
      Change declared = ledger.change(change);
      Checks.inRange(
          "version of \"" + change + '"',
          version,
          declared.versions().get(0).number(),
          declared.newest());
      Checks.percent("percent", percent);
      int buckets = (int) Math.round(percent * BUCKETS / 100);
      Set<String> ids = new TreeSet<>();
      for (String id : cohort) {
        ids.add(Checks.notNull("workflow id for change \"" + change + '"', id));
      }
      Rule rule = new Rule(version, buckets, ids);
      if (rules.putIfAbsent(change, rule) != null) {
        throw new IllegalArgumentException("change \"" + change + "\" has a rule already");
      }
      return this;
    }

    /**
     * Lets only some runs take a version.
     *
     * @param change the change's id
     * @param version a declared version
     * @param workflowIds ids of the workflows that take it
     * @return this builder
     */
    public Builder cohort(String change, int version, String... workflowIds) {
      return percent(change, version, 0, workflowIds);
    }

    /**
     * Lets no run take a version any more: the kill switch. Runs that have taken it keep it.
     *
     * @param change the change's id
     * @param version a declared version
     * @return this builder
     */
    public Builder off(String change, int version) {
      return percent(change, version, 0);
    }

    /** {@return the rollout} */
    public Rollout build() {
      return new Rollout(new LinkedHashMap<>(rules));
    }
  }
}
