// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.CircuitBreaker;
import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.breaker.machine.BreakerOperator.Command;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Resets;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that somebody resets knows what it knew then, and what operators have said since. */
@Tag("real-server-only")
@Timeout(60)
final class BreakerResetTest {
  private static final Command CLOSE = Command.of("ticket-7", "ann", "it works again", "service");

  private final AtomicInteger asked = new AtomicInteger();
  private final PatternEnv env =
      PatternEnv.open(
          PatternEnvOptions.newBuilder(AskerImpl.class)
              .setTime(PatternEnvOptions.Time.REAL)
              .build());
  private final WorkflowClient client = env.client();
  private final String id = "reset-" + UUID.randomUUID();
  private final BreakerOperator operator = client.newWorkflowStub(BreakerOperator.class, id);

  @Test
  void aResetRunCountsFromThatPointAndRemembersItsOperator() {
    env.register((Dependency) this::fail);
    env.start();
    try (env) {
      WorkflowOptions options =
          WorkflowOptions.newBuilder()
              .setTaskQueue(env.worker().taskQueue())
              .setWorkflowId(id)
              .build();
      WorkflowClient.start(client.newWorkflowStub(Asker.class, options)::askTwice);
      env.await("two failures", () -> asked.get() == 2 && state() == State.OPEN);
      AuditEntry first = operator.breakerClose(CLOSE);
      assertThat(first.effect()).isEqualTo("CLOSED");
      Resets.toFirstTask(client, WorkflowExecution.newBuilder().setWorkflowId(id).build());
      env.await("two failures more", () -> asked.get() == 4 && state() == State.OPEN);

      assertThat(operator.breakerStatus().get(0).failed()).isEqualTo(2);
      assertThat(operator.breakerClose(CLOSE).effect())
          .as("the server has repeated the command, so this is the third time")
          .isEqualTo("CLOSED");
      assertThat(state()).isEqualTo(State.OPEN);
      client.newWorkflowStub(Asker.class, id).leave();
      assertThat(client.newUntypedWorkflowStub(id).getResult(String.class)).isEqualTo("OPEN");
    }
  }

  private String fail(String request) {
    asked.incrementAndGet();
    throw ApplicationFailure.newNonRetryableFailure("down", "E_DOWN");
  }

  private State state() {
    return operator.breakerStatus().get(0).state();
  }

  /** Asks a dependency. */
  @WorkflowInterface
  public interface Asker {

    /** Asks twice, waits, and returns the state of its breaker. */
    @WorkflowMethod
    String askTwice();

    /** Ends the wait. */
    @SignalMethod
    void leave();
  }

  /** Opens at the second failure. */
  public static final class AskerImpl implements Asker {
    private final CircuitBreaker breaker =
        CircuitBreaker.create(
            BreakerOptions.newBuilder("service")
                .setActivityOptions(Dependencies.CALLS)
                .setRules(BreakerRules.newBuilder().setConsecutiveFailures(2).build())
                .build());
    private boolean left;

    @Override
    public String askTwice() {
      for (int i = 0; i < 2; i++) {
        try {
          breaker.call(Dependency.class, d -> d.ask("x"));
        } catch (ActivityFailure e) {
          // as it was asked to
        }
      }
      Workflow.await(() -> left);
      return breaker.status().state().name();
    }

    @Override
    public void leave() {
      left = true;
    }
  }
}
