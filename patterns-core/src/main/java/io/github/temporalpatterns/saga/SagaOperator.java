// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can ask and tell a saga, by query and update.
 *
 * <p>Every {@link SagaCompensator} registers these handlers with its run; the workflow interface
 * need not extend this one. From a client: {@code client.newWorkflowStub(SagaOperator.class,
 * workflowId)}. Decisions are accepted only while the named step is parked ({@link
 * SagaOptions.UndoFailure#PARK}), are idempotent by request id, and all stand in {@link
 * SagaReport#decisions}. A refused decision leaves the run untouched.
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
   * @param decision names request and step
   * @return the report right after the decision
   */
  @UpdateMethod(name = "saga.retry", description = "Run a parked call again")
  SagaReport sagaRetry(Decision decision);

  /**
   * Runs a parked call again with other arguments.
   *
   * @param decision names request and step, and carries all arguments of the call
   * @return the report right after the decision
   */
  @UpdateMethod(name = "saga.retryWith", description = "Run a parked call with other arguments")
  SagaReport sagaRetryWith(Decision decision);

  /**
   * Gives up one parked call and goes on with the others.
   *
   * @param decision names request and step, and gives a reason
   * @return the report right after the decision
   */
  @UpdateMethod(name = "saga.skip", description = "Give up one parked call; needs a reason")
  SagaReport sagaSkip(Decision decision);

  /**
   * Records that a parked call's work was done by hand; it counts as succeeded.
   *
   * @param decision names request and step, and gives the evidence as its reason
   * @return the report right after the decision
   */
  @UpdateMethod(name = "saga.markDone", description = "Done by hand; the reason is the evidence")
  SagaReport sagaMarkDone(Decision decision);

  /**
   * Gives up everything that is not done yet and lets the run end.
   *
   * @param decision names the request and gives a reason; its step is ignored
   * @return the report right after the decision
   */
  @UpdateMethod(name = "saga.abandon", description = "Give up all that is left; needs a reason")
  SagaReport sagaAbandon(Decision decision);

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
   * Refuses a skip without reason or of a step that is not parked.
   *
   * @param decision the update's argument
   */
  @UpdateValidatorMethod(updateName = "saga.skip")
  void checkSagaSkip(Decision decision);

  /**
   * Refuses a mark without evidence or of a step that is not parked.
   *
   * @param decision the update's argument
   */
  @UpdateValidatorMethod(updateName = "saga.markDone")
  void checkSagaMarkDone(Decision decision);

  /**
   * Refuses to abandon without reason or while nothing is parked.
   *
   * @param decision the update's argument
   */
  @UpdateValidatorMethod(updateName = "saga.abandon")
  void checkSagaAbandon(Decision decision);

  /**
   * One decision of an operator.
   *
   * @param requestId unique per decision: a repeated id is answered, not executed again
   * @param step the parked step's name as it stands in the report
   * @param operator who decides
   * @param reason why, or the evidence; needed by skip, markDone and abandon
   * @param arguments all arguments of the call, each as an activity would get it; needed by
   *     retryWith
   */
  @Wire
  record Decision(
      String requestId,
      String step,
      String operator,
      @Nullable String reason,
      @Wire.EachTheirJson @Nullable List<@Nullable Object> arguments) {

    /**
     * A decision that needs neither reason nor arguments.
     *
     * @param requestId unique per decision
     * @param step the parked step
     * @param operator who decides
     * @return the decision
     */
    public static Decision of(String requestId, String step, String operator) {
      return new Decision(requestId, step, operator, null, null);
    }

    /**
     * Adds the reason or evidence.
     *
     * @param text the reason
     * @return the decision with it
     */
    public Decision because(String text) {
      return new Decision(requestId, step, operator, text, arguments);
    }

    /**
     * Adds the new arguments.
     *
     * @param values all arguments of the call, in order
     * @return the decision with them
     */
    public Decision with(@Nullable Object... values) {
      return new Decision(
          requestId,
          step,
          operator,
          reason,
          java.util.Collections.unmodifiableList(java.util.Arrays.asList(values)));
    }
  }
}
