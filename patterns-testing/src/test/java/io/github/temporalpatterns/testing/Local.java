// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;

/** Depends on the JVM that it runs in, one way for each name. */
@WorkflowInterface
public interface Local {
  enum On {
    NOTHING,
    SET_ORDER,
    TIME_ZONE,
    LOCALE
  }

  @WorkflowMethod
  String run(On what);

  final class Impl implements Local {
    @Override
    @SuppressWarnings("StringCaseLocaleUsage")
    public String run(On what) {
      boolean branch =
          switch (what) {
            case NOTHING -> true;
            case SET_ORDER -> Set.of("charge", "ship").iterator().next().equals("ship");
            case TIME_ZONE -> TimeZone.getDefault().getRawOffset() > TimeUnit.HOURS.toMillis(12);
            case LOCALE -> "TITLE".toLowerCase().equals("title");
          };
      if (branch) {
        Workflow.sleep(Duration.ofMinutes(1));
      }
      Workflow.sideEffect(Integer.class, () -> 1);
      return "done";
    }
  }
}
