// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Passes something random where the SDK's own replay does not look, one place for each name. */
@WorkflowInterface
public interface Loose {
  enum Place {
    NOWHERE(""),
    ACTIVITY("activity Charge"),
    LOCAL_ACTIVITY("local activity Charge"),
    SLEEP("sleep PT"),
    AWAIT("await PT"),
    MEMO("memo note"),
    CONTINUE_AS_NEW("continue as new"),
    RESULT("the result ");

    final String call;

    Place(String call) {
      this.call = call;
    }
  }

  @WorkflowMethod
  String run(Place place, String item);

  final class Impl implements Loose {
    private static final ActivityOptions REMOTE =
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build();
    private static final LocalActivityOptions LOCAL =
        LocalActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build();

    @Override
    public String run(Place place, String item) {
      String steady = Workflow.randomUUID() + item + Workflow.currentTimeMillis();
      Workflow.newActivityStub(Payments.class, REMOTE).charge(at(place, Place.ACTIVITY, steady), 1);
      Workflow.newLocalActivityStub(Payments.class, LOCAL)
          .charge(at(place, Place.LOCAL_ACTIVITY, steady), 1);
      Workflow.sleep(time(place, Place.SLEEP));
      Workflow.await(time(place, Place.AWAIT), () -> false);
      Workflow.upsertMemo(Map.of("note", at(place, Place.MEMO, steady)));
      Workflow.getVersion("change", Workflow.DEFAULT_VERSION, 1);
      Workflow.sideEffect(String.class, () -> UUID.randomUUID().toString());
      Workflow.sleep(Duration.ofMinutes(1));
      if (place == Place.CONTINUE_AS_NEW) {
        Workflow.continueAsNew(
            ContinueAsNewOptions.newBuilder().build(),
            Place.NOWHERE,
            at(place, Place.CONTINUE_AS_NEW, steady));
      }
      return at(place, Place.RESULT, steady);
    }

    private static Duration time(Place place, Place here) {
      return Duration.ofNanos(1_000_000_000L + (place == here ? System.nanoTime() : 0));
    }

    private static String at(Place place, Place here, String steady) {
      return place == here ? "n" + System.nanoTime() : steady;
    }
  }
}
