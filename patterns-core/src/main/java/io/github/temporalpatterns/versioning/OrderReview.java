// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query and the update by which a reviewer sees and decides about an order of a {@link
 * VersionedOrderWorkflow}.
 *
 * <p>The base class registers these handlers with every run, whatever its version; the workflow
 * interface need not extend this one. From a client: {@code
 * PatternOperator.of(client).at(OrderReview.class, workflowId)}.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public interface OrderReview {

  /**
   * Returns how far the order is. Answers in every state, even after the run has closed.
   *
   * @return the status
   */
  @QueryMethod(
      name = "versioning.status",
      description = "How far the order is, and on which version")
  Status orderStatus();

  /**
   * Decides about an order that waits for it.
   *
   * @param decision who decides what
   * @return what became of it; if two decide at the same time, the effect of the second names the
   *     decision that holds
   */
  @UpdateMethod(name = "versioning.review", description = "Approve or reject a suspicious order")
  AuditEntry reviewOrder(Decision decision);

  /**
   * Refuses a decision if no order waits for one, by {@link FailureTypes#COMMAND_REFUSED}.
   *
   * @param decision the update's argument
   */
  @UpdateValidatorMethod(updateName = "versioning.review")
  void checkReviewOrder(Decision decision);

  /** What a reviewer decides. */
  enum Verdict {
    /** The order goes on to the payment. */
    APPROVE,
    /** The order ends without one. */
    REJECT
  }

  /** How far an order is. */
  enum Phase {
    /** It is checked for errors. */
    VALIDATING,
    /** It is checked for fraud. */
    ASSESSING,
    /** It waits for a reviewer. */
    WAITING,
    /** It is paid for. */
    PAYING,
    /** It is done. */
    PAID,
    /** A reviewer rejected it, or none decided in time. */
    REJECTED,
    /** Something failed, or the run was cancelled. */
    FAILED
  }

  /**
   * What a fraud check found.
   *
   * @param score the score, on the check's own scale; it is passed to the payment
   * @param suspicious whether somebody has to look at the order
   * @param reason why, for the reviewer; may be null
   */
  @Wire
  record Assessment(double score, boolean suspicious, @Nullable String reason) {}

  /**
   * A reviewer's decision.
   *
   * @param requestId unique per decision
   * @param by who decides
   * @param reason why
   * @param verdict what is decided
   */
  @Wire
  record Decision(String requestId, String by, String reason, Verdict verdict)
      implements OperatorCommand {

    /**
     * Lets the order go on.
     *
     * @param requestId unique per decision
     * @param by who decides
     * @param reason why
     * @return the decision
     */
    public static Decision approve(String requestId, String by, String reason) {
      return new Decision(requestId, by, reason, Verdict.APPROVE);
    }

    /**
     * Ends the order.
     *
     * @param requestId unique per decision
     * @param by who decides
     * @param reason why
     * @return the decision
     */
    public static Decision reject(String requestId, String by, String reason) {
      return new Decision(requestId, by, reason, Verdict.REJECT);
    }
  }

  /**
   * How far an order is.
   *
   * @param phase how far
   * @param version the version of the order's steps, -1 for the first; null before it is decided
   * @param assessment what the fraud check found; null if there was none
   * @param decision what a reviewer decided; null if nobody has decided, or nobody had to
   * @param versions all versions that the run has decided, by change
   */
  @Wire
  record Status(
      Phase phase,
      @Nullable Integer version,
      @Nullable Assessment assessment,
      @Nullable Decision decision,
      Map<String, Integer> versions) {}
}
