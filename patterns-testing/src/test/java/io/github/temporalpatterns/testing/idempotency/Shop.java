// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** What the runs of these tests do, and what they call. */
final class Shop {

  private Shop() {}

  /** A run that does what its plan says. */
  @WorkflowInterface
  public interface Purchase {
    @WorkflowMethod
    List<String> buy(Plan plan, int round);
  }

  /** Different lives of a run. */
  public enum Plan {
    /** The same activity for two items, which the workflow names. */
    ITEMS,
    /** The same activity twice, without a name. */
    TWICE,
    /** The same activity for two items, without a name. */
    ITEMS_WITHOUT_NAME,
    /** The same step in two runs, by continue-as-new. */
    CONTINUED,
    /** The same activity in two runs, without a name. */
    CONTINUED_WITHOUT_NAME,
    /** Fails once after its step, and is started anew by its retry policy. */
    RETRIED,
    /** A local activity, and an activity in a coroutine of a step. */
    LOCAL,
    /** A step, its undo, and the step again. */
    UNDONE,
    /** Calls, waits to be told, and calls. */
    RESET,
    /** A named step that starts a child, which charges, and then a failure as above. */
    CHILD_RETRIED,
    /** Takes its keys by a business key. */
    BUSINESS
  }

  /** Charges once. */
  @ActivityInterface
  public interface Till {
    String charge(String order);

    void refund(String order);
  }
}
