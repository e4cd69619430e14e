// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency.intake;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A workflow that somebody starts twice. */
@WorkflowInterface
public interface Parcel {

  @WorkflowMethod
  String send(Order order);

  @SignalMethod
  void arrived();

  /** How the run goes. */
  enum Way {
    /** It completes at once. */
    COMPLETES,
    /** It fails at once. */
    FAILS,
    /** It waits for its arrival. */
    WAITS,
    /** It continues as new, with a memo of its own, and waits. */
    CONTINUES
  }

  /** What it is started with. */
  record Order(String to, Way way, @Nullable String note) {
    static Order to(String to, Way way) {
      return new Order(to, way, null);
    }
  }

  /** Goes its way. */
  final class Impl implements Parcel {
    private boolean arrived;

    @Override
    public String send(Order order) {
      if (order.way() == Way.FAILS) {
        throw ApplicationFailure.newNonRetryableFailure("lost", "LOST");
      }
      if (order.way() == Way.CONTINUES) {
        Workflow.newContinueAsNewStub(
                Parcel.class,
                ContinueAsNewOptions.newBuilder().setMemo(Map.of("theirs", "2")).build())
            .send(new Order(order.to(), Way.WAITS, "second leg"));
      }
      if (order.way() == Way.WAITS) {
        Workflow.await(() -> arrived);
      }
      return "sent to " + order.to();
    }

    @Override
    public void arrived() {
      arrived = true;
    }
  }
}
