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

  /** Has never changed. */
  final class Unchanged implements Versioned {
    @Override
    public int price(int net) {
      return net;
    }
  }
}
