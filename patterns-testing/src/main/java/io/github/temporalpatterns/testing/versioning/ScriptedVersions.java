// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workflow in which {@link VersioningContract} puts a flow to the test. */
@WorkflowInterface
public interface ScriptedVersions {

  /**
   * Takes the steps of the build that is deployed.
   *
   * @param begun where the run before stopped; null for the first run
   * @return what was decided, in order
   */
  @WorkflowMethod
  List<String> run(@Nullable Begun begun);

  /**
   * Lets the run pass one more place at which it waits.
   *
   * @param question a step to take in the handler, or an empty text
   */
  @SignalMethod
  void go(String question);

  /**
   * Asks what has been decided so far.
   *
   * @return the outcomes
   */
  @QueryMethod
  List<String> outcomes();

  /**
   * What the next run goes on with.
   *
   * @param step how many steps were taken
   * @param outcomes what was decided
   * @param carried what the flow carries
   */
  record Begun(int step, List<String> outcomes, String carried) {}

  /** For how long a decision holds. */
  enum Scope {
    /** One run. */
    RUN,
    /** One key within a run. */
    KEY,
    /** All runs that continue one another as new. */
    CHAIN
  }

  /**
   * A change as a build declares it.
   *
   * @param id its id
   * @param scope for how long a decision holds
   * @param oldest the oldest version that the build has, -1 for the code before the change
   * @param newest the newest one
   */
  record Declared(String id, Scope scope, int oldest, int newest) {}

  /**
   * A release of the workflow's code.
   *
   * @param changes the changes that it declares
   * @param steps what it does
   */
  record Build(List<Declared> changes, List<String> steps) {}
}
