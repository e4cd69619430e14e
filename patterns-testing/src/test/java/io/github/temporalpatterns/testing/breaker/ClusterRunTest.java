// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.BreakerRules;
import io.github.temporalpatterns.breaker.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.ClusterBreaker;
import io.github.temporalpatterns.breaker.ClusterBreakerOptions;
import io.github.temporalpatterns.breaker.WorkerBreaker.Answer;
import io.github.temporalpatterns.breaker.WorkerBreaker.Ended;
import io.github.temporalpatterns.breaker.WorkerBreaker.Pass;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two clients with threads of their own, as two processes have them, and an entity on a server. */
@Tag("real-server")
@Timeout(60)
final class ClusterRunTest {
  private static final Ended GOOD = new Ended(Kind.SUCCESSFUL, Duration.ZERO, null, null, null);
  private static final Ended BAD = new Ended(Kind.FAILED, Duration.ZERO, "E_DOWN", null, null);

  private final PatternEnv env =
      PatternEnv.open(
          PatternEnvOptions.newBuilder(ClusterBreaker.workflow())
              .setTime(PatternEnvOptions.Time.REAL)
              .build());
  private final ClusterBreakerOptions options =
      ClusterBreakerOptions.newBuilder("bank-" + UUID.randomUUID(), env.worker().taskQueue())
          .setRules(
              BreakerRules.newBuilder()
                  .setTimeWindow(Duration.ofSeconds(30))
                  .setMinimumCalls(4)
                  .setOpenWait(Duration.ofMinutes(5))
                  .build())
          .build();

  private ClusterBreaker one;
  private ClusterBreaker other;

  @BeforeEach
  void connect() {
    env.start();
    one = ClusterBreaker.connect(env.client(), options);
    other = ClusterBreaker.connect(env.client(), options);
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
    WorkflowClient client = env.client();
    client.newUntypedWorkflowStub(options.getWorkflowId()).terminate("the test is over");
    env.close();
  }

  @Test
  void shareOneDecisionAndStartTheEntityAgainWhenItIsGone() {
    env.await("one opens it", () -> !permits(one, BAD));
    env.await("the other one hears of it", () -> !permits(other, GOOD));
    assertThat(other.ask().rejection())
        .satisfies(why -> assertThat(why.explanation()).endsWith("failed, last E_DOWN"));

    env.client().newUntypedWorkflowStub(options.getWorkflowId()).terminate("an accident");
    env.await("a new entity permits calls", () -> permits(one, GOOD) && permits(other, GOOD));
  }

  /** Makes a call if that is permitted. */
  private static boolean permits(ClusterBreaker process, Ended end) {
    Answer answer = process.ask();
    Pass pass = answer.pass();
    if (pass != null) {
      pass.end(end);
    }
    return pass != null;
  }
}
