// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Two changes, of which the second in its middle version does not go with the code before both. */
@WorkflowInterface
public interface Versioned {
  @WorkflowMethod
  int price(int net);

  final class Impl implements Versioned {
    @Override
    public int price(int net) {
      int tax = Workflow.getVersion("tax", Workflow.DEFAULT_VERSION, 1);
      int gross = tax == Workflow.DEFAULT_VERSION ? net : net + net / 5;
      Workflow.sleep(Duration.ofHours(1));
      int rounding = Workflow.getVersion("rounding", 1, 3);
      return tax == Workflow.DEFAULT_VERSION && rounding == 2 ? -1 : gross;
    }
  }

  /** Asks about each of too many days. */
  final class Daily implements Versioned {
    @Override
    public int price(int net) {
      for (int day = 0; day < 9; day++) {
        Workflow.getVersion("day#" + day, Workflow.DEFAULT_VERSION, 1);
      }
      return net;
    }
  }

  /** Has a change whose versions count from 0. */
  final class FromZero implements Versioned {
    @Override
    public int price(int net) {
      Workflow.getVersion("tax", 0, 1);
      Workflow.getVersion("tip", Workflow.DEFAULT_VERSION, 1);
      return net;
    }
  }

  /**
   * Its second change is met by the middle version of the first only, and its old code is wrong.
   */
  final class Hidden implements Versioned {
    @Override
    public int price(int net) {
      int tax = Workflow.getVersion("tax", Workflow.DEFAULT_VERSION, 2);
      boolean wrong =
          tax == 1
              && Workflow.getVersion("tip", Workflow.DEFAULT_VERSION, 1)
                  == Workflow.DEFAULT_VERSION;
      return wrong ? -1 : net;
    }
  }

  /** Its second run asks only for the version that the first has decided on. */
  final class Carried implements Versioned {
    private static final int SECOND_RUN = 1_000;

    @Override
    public int price(int net) {
      if (net < SECOND_RUN / 2) {
        int tax = Workflow.getVersion("tax", Workflow.DEFAULT_VERSION, 1);
        Workflow.continueAsNew(SECOND_RUN + tax);
      }
      int tax = net - SECOND_RUN;
      return Workflow.getVersion("tax", tax, tax) == Workflow.DEFAULT_VERSION ? 100 : 120;
    }
  }

  /** Has never changed. */
  final class Unchanged implements Versioned {
    @Override
    public int price(int net) {
      return net;
    }
  }
}
