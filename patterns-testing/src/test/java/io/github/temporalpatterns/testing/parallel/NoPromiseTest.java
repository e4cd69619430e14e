// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.parallel.Parallel;
import io.github.temporalpatterns.parallel.ParallelOptions;
import io.github.temporalpatterns.parallel.Race;
import io.github.temporalpatterns.parallel.RaceOptions;
import io.github.temporalpatterns.testing.PatternEnv;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that gives nothing to wait for is a bug: it stops the task, by name. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class NoPromiseTest {

  @Test
  void isNamedByAMap() {
    assertStops(true, "item 1: the call gave no promise");
  }

  @Test
  void isNamedByARace() {
    assertStops(false, "contender 1 gave no promise");
  }

  private static void assertStops(boolean map, String message) {
    try (PatternEnv env = PatternEnv.open(Careless.Default.class)) {
      assertThatThrownBy(() -> env.scenario(Careless.class).runVoid(careless -> careless.run(map)))
          .isInstanceOf(AssertionError.class)
          .hasStackTraceContaining(message);
    }
  }

  /** A workflow. */
  @WorkflowInterface
  public interface Careless {
    @WorkflowMethod
    void run(boolean map);

    /** Its second call gives nothing. */
    final class Default implements Careless {
      @Override
      public void run(boolean map) {
        if (map) {
          Parallel.create(ParallelOptions.newBuilder().build())
              .map(List.of("a", "b"), Default::call);
        } else {
          Race.create(RaceOptions.together().build())
              .<Void>first(List.of(() -> call("a"), () -> call("b")));
        }
      }

      @SuppressWarnings("NullAway") // what the test is about
      private static Promise<Void> call(String item) {
        return item.equals("a") ? Workflow.newTimer(Duration.ofHours(1)) : null;
      }
    }
  }
}
