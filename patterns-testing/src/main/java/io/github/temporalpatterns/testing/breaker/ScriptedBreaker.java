// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workflow in which {@link BreakerContract} puts a breaker to the test. */
@WorkflowInterface
public interface ScriptedBreaker {

  /**
   * Takes the steps of a plan, one after the other.
   *
   * @param plan what to do
   * @return what became of each request, in the order in which that was known
   */
  @WorkflowMethod
  String[] take(Plan plan);

  /**
   * Asks what became of the requests so far.
   *
   * @return the outcomes
   */
  @QueryMethod
  List<String> outcomes();

  /**
   * What to do.
   *
   * @param steps the steps
   * @param rules the breaker's rules
   * @param whenOpen what becomes of a call that is not permitted
   * @param maximumWaitMillis how long a call waits, or null
   * @param carried what the run before has carried; null for the first run
   * @param outcomes what became of the requests of the runs before
   */
  record Plan(
      List<String> steps,
      Rules rules,
      WhenOpen whenOpen,
      @Nullable Long maximumWaitMillis,
      @Nullable String carried,
      List<String> outcomes) {}

  /** What becomes of a call that is not permitted. */
  enum WhenOpen {
    /** It fails. */
    REJECT,
    /** A fallback is taken. */
    FALLBACK,
    /** It waits. */
    WAIT
  }

  /**
   * The breaker's rules.
   *
   * @param window how many calls count
   * @param minimum how many must have ended before the rate counts
   * @param failureRate the rate that opens, in percent
   * @param inRow how many failures in a row also open it, or null
   * @param openWaitMillis how long it is open
   * @param recorded failure types that count; empty for all
   * @param ignored failure types that do not count
   * @param failedResult a result that counts as a failure, or null
   */
  record Rules(
      int window,
      int minimum,
      int failureRate,
      @Nullable Integer inRow,
      long openWaitMillis,
      List<String> recorded,
      List<String> ignored,
      @Nullable String failedResult) {}
}
