// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.OperatorCommand;
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
 * <p>Every {@code CircuitBreaker} registers these handlers with its run, and so does a shared
 * breaker's entity; the workflow interface need not extend this one. From a client: {@code
 * PatternOperator.of(client).at(BreakerOperator.class, workflowId)}. Commands are refused by {@link
 * FailureTypes#COMMAND_REFUSED}.
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
   * @param command names the breaker, and the time if there is one
   * @return what became of it
   */
  @UpdateMethod(name = "breaker.forceOpen", description = "Permit no call")
  AuditEntry breakerForceOpen(Command command);

  /**
   * Permits calls again and counts afresh.
   *
   * @param command names the breaker
   * @return what became of it
   */
  @UpdateMethod(name = "breaker.close", description = "Permit calls and count afresh")
  AuditEntry breakerClose(Command command);

  /**
   * Permits every call and counts none, until another command.
   *
   * @param command names the breaker
   * @return what became of it
   */
  @UpdateMethod(name = "breaker.disable", description = "Permit every call")
  AuditEntry breakerDisable(Command command);

  /**
   * Permits every call and counts them without consequence, until another command.
   *
   * @param command names the breaker
   * @return what became of it
   */
  @UpdateMethod(name = "breaker.metricsOnly", description = "Permit every call and only count")
  AuditEntry breakerMetricsOnly(Command command);

  /**
   * Makes the breaker as new: in its initial state, with nothing counted.
   *
   * @param command names the breaker
   * @return what became of it
   */
  @UpdateMethod(name = "breaker.reset", description = "Back to the initial state")
  AuditEntry breakerReset(Command command);

  /**
   * Refuses an unknown breaker, or a time that is past.
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
   * Refuses an unknown breaker.
   *
   * @param command the update's argument
   */
  @UpdateValidatorMethod(updateName = "breaker.disable")
  void checkBreakerDisable(Command command);

  /**
   * Refuses an unknown breaker.
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
   * A command.
   *
   * @param requestId unique per command
   * @param by who asks
   * @param reason why
   * @param breaker the breaker's name
   * @param until when a breaker that is forced open permits a probe; null for another command
   */
  @Wire
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Command(
      String requestId, String by, String reason, String breaker, @Nullable Instant until)
      implements OperatorCommand {

    /**
     * A command without a time.
     *
     * @param requestId unique per command
     * @param by who asks
     * @param reason why
     * @param breaker the breaker's name
     * @return the command
     */
    public static Command of(String requestId, String by, String reason, String breaker) {
      return new Command(requestId, by, reason, breaker, null);
    }

    /**
     * Adds the time at which being forced open ends.
     *
     * @param end the time
     * @return the command with it
     */
    public Command until(Instant end) {
      return new Command(requestId, by, reason, breaker, end);
    }
  }
}
