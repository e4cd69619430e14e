// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can ask and tell the breakers of a run, by query and update.
 *
 * <p>Every {@code CircuitBreaker} registers these handlers with its run; the workflow interface
 * need not extend this one. From a client: {@code client.newWorkflowStub(BreakerOperator.class,
 * workflowId)}. Commands are idempotent by request id. A refused command leaves the run untouched.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public interface BreakerOperator {

  /**
   * Asks how the breakers are. Answers in every state, also after the run has closed.
   *
   * @return one for each breaker of the run, in the order in which they were created
   */
  @QueryMethod(name = "breaker.status", description = "State, rates and next probe of each breaker")
  List<Status> breakerStatus();

  /**
   * Permits no call, until a time or until another command.
   *
   * @param command needs a reason
   * @return the breaker right after it
   */
  @UpdateMethod(name = "breaker.forceOpen", description = "Permit no call; needs a reason")
  Status breakerForceOpen(Command command);

  /**
   * Permits calls again and counts afresh.
   *
   * @param command names the breaker
   * @return the breaker right after it
   */
  @UpdateMethod(name = "breaker.close", description = "Permit calls and count afresh")
  Status breakerClose(Command command);

  /**
   * Permits every call and counts none, until another command.
   *
   * @param command needs a reason
   * @return the breaker right after it
   */
  @UpdateMethod(name = "breaker.disable", description = "Permit every call; needs a reason")
  Status breakerDisable(Command command);

  /**
   * Permits every call and counts them without consequence, until another command.
   *
   * @param command needs a reason
   * @return the breaker right after it
   */
  @UpdateMethod(
      name = "breaker.metricsOnly",
      description = "Permit every call and only count; needs a reason")
  Status breakerMetricsOnly(Command command);

  /**
   * Makes the breaker as new: in its initial state, with nothing counted.
   *
   * @param command names the breaker
   * @return the breaker right after it
   */
  @UpdateMethod(name = "breaker.reset", description = "Back to the initial state")
  Status breakerReset(Command command);

  /**
   * Refuses an unknown breaker, a command without reason or with a time that is past.
   *
   * @param command the update's argument
   */
  @UpdateValidatorMethod(updateName = "breaker.forceOpen")
  void checkBreakerForceOpen(Command command);

  /**
   * Refuses an unknown breaker.
   *
   * @param command the update's argument
   */
  @UpdateValidatorMethod(updateName = "breaker.close")
  void checkBreakerClose(Command command);

  /**
   * Refuses an unknown breaker or a command without reason.
   *
   * @param command the update's argument
   */
  @UpdateValidatorMethod(updateName = "breaker.disable")
  void checkBreakerDisable(Command command);

  /**
   * Refuses an unknown breaker or a command without reason.
   *
   * @param command the update's argument
   */
  @UpdateValidatorMethod(updateName = "breaker.metricsOnly")
  void checkBreakerMetricsOnly(Command command);

  /**
   * Refuses an unknown breaker.
   *
   * @param command the update's argument
   */
  @UpdateValidatorMethod(updateName = "breaker.reset")
  void checkBreakerReset(Command command);

  /**
   * One command.
   *
   * @param requestId unique per command: a repeated id is answered, not obeyed again
   * @param breaker the breaker's name
   * @param operator who commands
   * @param reason why; needed to force open, to disable and to count only
   * @param until when a breaker that is forced open permits a probe; null for another command
   */
  @Wire
  record Command(
      String requestId,
      String breaker,
      String operator,
      @Nullable String reason,
      @Nullable Instant until) {

    /**
     * A command without reason and time.
     *
     * @param requestId unique per command
     * @param breaker the breaker's name
     * @param operator who commands
     * @return the command
     */
    public static Command of(String requestId, String breaker, String operator) {
      return new Command(requestId, breaker, operator, null, null);
    }

    /**
     * Adds the reason.
     *
     * @param text the reason
     * @return the command with it
     */
    public Command because(String text) {
      return new Command(requestId, breaker, operator, text, until);
    }

    /**
     * Adds the time at which being forced open ends.
     *
     * @param end the time
     * @return the command with it
     */
    public Command until(Instant end) {
      return new Command(requestId, breaker, operator, reason, end);
    }
  }
}
