// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process and the entity of a shared breaker say to one another, and what the entity's runs
 * pass on. Part of the wire, not API: the types are public for the SDK's stubs, and their holder is
 * not.
 *
 * <p><b>Cost</b>: a report is 2 events, and its share of a workflow task of 3: 5 events if reports
 * come one by one, little more than 2 if many come together. Reading costs none. The entity
 * continues as new with its state as input, below 4,096 events.
 */
@RunsIn(ANYWHERE)
final class EntityProtocol {

  /** The schema of {@link Start} and {@link Memory} that this version writes: {@value}. */
  static final int SCHEMA = 1;

  private EntityProtocol() {}

  /** The entity: a workflow that processes report to and lease its decision from. */
  @WorkflowInterface
  public interface Entity {

    /**
     * Runs until it is cancelled or terminated; the next report starts it again.
     *
     * @param start its rules, and what it remembers
     */
    @WorkflowMethod(name = "patterns.breaker.entity")
    void run(Start start);

    /**
     * Takes a report and answers with what holds from now on. A report that was taken before
     * changes nothing and gets the same probes.
     *
     * @param report what a process has counted, and what it wants
     * @return what the process may do
     */
    @UpdateMethod(name = "breaker.report", description = "What a process has counted")
    Lease report(Report report);

    /**
     * Refuses a report that cannot be.
     *
     * @param report the update's argument
     */
    @UpdateValidatorMethod(updateName = "breaker.report")
    void checkReport(Report report);

    /**
     * Tells a process that has nothing to report what it may do.
     *
     * @return what holds now; grants no probe
     */
    @QueryMethod(name = "breaker.lease", description = "What a process may do that reports nothing")
    Lease lease();
  }

  /**
   * The workflow's input.
   *
   * @param schema version of this record's meaning, now {@value #SCHEMA}
   * @param name the breaker's name
   * @param rules when it opens and closes
   * @param memory what the run before remembered; null at first
   */
  @Wire
  public record Start(int schema, String name, Rules rules, @Nullable Memory memory) {}

  /**
   * When the breaker opens and closes, and how often it is told; durations in milliseconds.
   *
   * @param windowSeconds how long calls count
   * @param minimumCalls how many calls it takes before rates count
   * @param failureRate the failure rate that opens, in percent
   * @param slowCallRate the rate of slow calls that opens, in percent
   * @param minimumSources how many processes must have seen bad calls
   * @param openWaitMillis how long it is open the first time
   * @param openWaitCoefficient by what the wait grows
   * @param maximumOpenWaitMillis how long it is open at most
   * @param jitter by which part the wait varies
   * @param probes how many probes a half-open breaker permits, in all processes together
   * @param successesToClose how many successes in a row close it; null for rates
   * @param probeDeadlineMillis how long a half-open breaker waits for its probes
   * @param initialState the state in which it starts
   * @param reportsPerSecond how many reports it takes at most
   * @param reportsPerRun after how many reports it continues as new
   * @param waitingAttribute whether a search attribute finds it while it waits for an operator
   */
  @Wire
  public record Rules(
      int windowSeconds,
      int minimumCalls,
      double failureRate,
      double slowCallRate,
      int minimumSources,
      long openWaitMillis,
      double openWaitCoefficient,
      long maximumOpenWaitMillis,
      double jitter,
      int probes,
      @Nullable Integer successesToClose,
      long probeDeadlineMillis,
      State initialState,
      int reportsPerSecond,
      int reportsPerRun,
      boolean waitingAttribute) {}

  /**
   * What a process has counted since its last report, and what it wants.
   *
   * @param source names the process, and no other one
   * @param number counts the reports of the source; a number that is not greater than the last one
   *     changes nothing
   * @param clock when it was sent, in milliseconds on a clock of the source that never goes back;
   *     need not agree with any other clock
   * @param generation the generation of the lease under which it counted
   * @param buckets the calls that ended, by second of the same clock
   * @param probes how probes ended
   * @param wanted how many probes it could make
   * @param lastFailure the failure that was counted last
   * @param retryAfterMillis how long the dependency asked to be left alone, or 0
   */
  @Wire
  public record Report(
      String source,
      long number,
      long clock,
      long generation,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<Bucket> buckets,
      @Nullable Probes probes,
      int wanted,
      @Nullable String lastFailure,
      long retryAfterMillis) {

    Report sentAt(long now) {
      return new Report(
          source, number, now, generation, buckets, probes, wanted, lastFailure, retryAfterMillis);
    }
  }

  /**
   * How probes ended.
   *
   * @param ended all that count
   * @param failed those that failed
   * @param slow those that were slow and did not fail
   * @param released those that say nothing, or were not made
   */
  @Wire
  public record Probes(int ended, int failed, int slow, int released) {}

  /**
   * What a process may do until it hears more.
   *
   * @param state the breaker's state
   * @param generation changes with each state
   * @param waitMillis how long no probe is permitted, if it is open and a time is set
   * @param probes how many probes the process may make
   * @param everyMillis how long to wait before speaking to the entity again
   * @param tellAll whether to report calls although they are none too bad, because those of others
   *     are
   * @param explanation why it opened last
   */
  @Wire
  public record Lease(
      State state,
      long generation,
      @Nullable Long waitMillis,
      int probes,
      long everyMillis,
      boolean tellAll,
      @Nullable String explanation) {}

  /**
   * What the entity remembers: what continue-as-new carries. Bounded by the window, and by 2,000
   * sources.
   *
   * @param breaker the state machine
   * @param sources who has reported, longest silent first
   * @param probesOut probes that have been granted and have not ended
   * @param lastGrantMillis when the last probe was granted, in milliseconds since the epoch
   * @param badSinceMillis since when the calls that were told have been too bad; 0 if they are not
   */
  @Wire
  public record Memory(
      BreakerState breaker,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<Source> sources,
      int probesOut,
      long lastGrantMillis,
      long badSinceMillis) {}

  /**
   * A process that has reported.
   *
   * @param id its name
   * @param number its last report
   * @param offset what to add to its clock to get the entity's, in milliseconds
   * @param measuredMillis when that was measured
   * @param seenMillis when it has reported last
   * @param badSecond the last second in which it saw a bad call, or 0
   * @param badGeneration the breaker's generation then
   * @param granted the probes that its last report was granted
   * @param grantGeneration the breaker's generation then
   */
  @Wire
  public record Source(
      String id,
      long number,
      long offset,
      long measuredMillis,
      long seenMillis,
      long badSecond,
      long badGeneration,
      int granted,
      long grantGeneration) {}
}
