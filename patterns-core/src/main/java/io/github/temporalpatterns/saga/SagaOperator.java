// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can ask and tell a saga, by query and update.
 *
 * <p>Every {@link SagaCompensator} registers these handlers with its run; the workflow interface
 * need not extend this one. From a client: {@code PatternOperator.of(client).at(SagaOperator.class,
 * workflowId)}. Decisions are accepted only while the named step is parked ({@link
 * SagaOptions.UndoFailure#PARK}); all others are refused by {@link FailureTypes#COMMAND_REFUSED}.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public interface SagaOperator {

  /**
   * Asks what happened so far. Answers in every state, also after the run has closed.
   *
   * @return the report
   */
  @QueryMethod(name = "saga.report", description = "What the saga did so far")
  SagaReport sagaReport();

  /**
   * Asks for the undo log.
   *
   * @return the log, arguments included; the server refuses an answer over 2 MB
   */
  @QueryMethod(name = "saga.log", description = "The undo log: which calls would run")
  SagaState sagaLog();

  /**
   * Runs a parked call again with a fresh budget.
   *
   * @param decision names the step
   * @return what became of it
   */
  @UpdateMethod(name = "saga.retry", description = "Run a parked call again")
  AuditEntry sagaRetry(Decision decision);

  /**
   * Runs a parked call again with other arguments.
   *
   * @param decision names the step, and carries all arguments of the call
   * @return what became of it
   */
  @UpdateMethod(name = "saga.retryWith", description = "Run a parked call with other arguments")
  AuditEntry sagaRetryWith(Decision decision);

  /**
   * Gives up one parked call and goes on with the others.
   *
   * @param decision names the step
   * @return what became of it
   */
  @UpdateMethod(name = "saga.skip", description = "Give up one parked call")
  AuditEntry sagaSkip(Decision decision);

  /**
   * Records that a parked call's work was done by hand; it counts as succeeded.
   *
   * @param decision names the step, and gives the evidence as its reason
   * @return what became of it
   */
  @UpdateMethod(name = "saga.markDone", description = "Done by hand; the reason is the evidence")
  AuditEntry sagaMarkDone(Decision decision);

  /**
   * Gives up everything that is not done yet and lets the run end.
   *
   * @param decision needs no step
   * @return what became of it
   */
  @UpdateMethod(name = "saga.abandon", description = "Give up all that is left")
  AuditEntry sagaAbandon(Decision decision);

  /**
   * Refuses a retry of a step that is not parked.
   *
   * @param decision the update's argument
   */
  @UpdateValidatorMethod(updateName = "saga.retry")
  void checkSagaRetry(Decision decision);

  /**
   * Refuses a retry without arguments or of a step that is not parked.
   *
   * @param decision the update's argument
   */
  @UpdateValidatorMethod(updateName = "saga.retryWith")
  void checkSagaRetryWith(Decision decision);

  /**
   * Refuses a skip of a step that is not parked.
   *
   * @param decision the update's argument
   */
  @UpdateValidatorMethod(updateName = "saga.skip")
  void checkSagaSkip(Decision decision);

  /**
   * Refuses a mark of a step that is not parked.
   *
   * @param decision the update's argument
   */
  @UpdateValidatorMethod(updateName = "saga.markDone")
  void checkSagaMarkDone(Decision decision);

  /**
   * Refuses to abandon while nothing is parked.
   *
   * @param decision the update's argument
   */
  @UpdateValidatorMethod(updateName = "saga.abandon")
  void checkSagaAbandon(Decision decision);

  /**
   * One decision of an operator.
   *
   * @param requestId unique per decision
   * @param by who decides
   * @param reason why, or the evidence
   * @param step the parked step's name as it stands in the report; null for abandon
   * @param arguments all arguments of the call, each as an activity would get it; needed by
   *     retryWith
   */
  @Wire
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Decision(
      String requestId,
      String by,
      String reason,
      @Nullable String step,
      @Wire.EachTheirJson @Nullable List<@Nullable Object> arguments)
      implements OperatorCommand {

    /**
     * A decision about all that is left.
     *
     * @param requestId unique per decision
     * @param by who decides
     * @param reason why
     * @return the decision
     */
    public static Decision of(String requestId, String by, String reason) {
      return new Decision(requestId, by, reason, null, null);
    }

    /**
     * A decision about one step.
     *
     * @param requestId unique per decision
     * @param by who decides
     * @param reason why, or the evidence
     * @param step the parked step
     * @return the decision
     */
    public static Decision of(String requestId, String by, String reason, String step) {
      return new Decision(requestId, by, reason, step, null);
    }

    /**
     * Adds the new arguments.
     *
     * @param values all arguments of the call, in order
     * @return the decision with them
     */
    public Decision with(@Nullable Object... values) {
      return new Decision(
          requestId, by, reason, step, Collections.unmodifiableList(Arrays.asList(values)));
    }
  }
}
