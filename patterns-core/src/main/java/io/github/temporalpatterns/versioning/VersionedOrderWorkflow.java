// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.RunEnd;
import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.github.temporalpatterns.versioning.OrderReview.Decision;
import io.github.temporalpatterns.versioning.OrderReview.Phase;
import io.github.temporalpatterns.versioning.OrderReview.Verdict;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Base class of a workflow that takes an order to its payment, by steps that differ from version to
 * version: validate, check for fraud, let somebody review a suspicious order, pay.
 *
 * <p>Workflow code only. Each version is a class of {@link Steps}; a newer one extends the one
 * before and overrides what changes. The run takes one of them at its start and keeps it:
 *
 * <pre>{@code
 * public class ShopOrderWorkflowImpl extends VersionedOrderWorkflow<Order, Receipt>
 *     implements ShopOrderWorkflow {
 *   public ShopOrderWorkflowImpl() {
 *     super(LEDGER, "fraud-check");
 *     before(new Plain());
 *     since(1, new Screened());
 *   }
 *   ...
 * }
 * }</pre>
 *
 * <p>A workflow interface whose method is {@code R run(O)} needs nothing else; any other method
 * calls {@link #run}. {@link OrderReview} is registered with every run.
 *
 * <p><b>Replay</b>: one version marker, the calls of the steps, and a timer while an order waits
 * for its review. A workflow that was written by hand can move to this class, if its calls are
 * those of the steps before the change. <b>Failures</b>: those of the steps, and {@link
 * FailureTypes#ORDER_REJECTED}. <b>Cancellation</b>: ends the wait for a review, too; the timer is
 * cancelled.
 *
 * @param <O> the order
 * @param <R> the result
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public abstract class VersionedOrderWorkflow<O, R extends @Nullable Object> {

  /**
   * Decides about further changes within the steps. It carries no state, so a run that continues
   * another decides anew about changes of scope {@link ChangeLedger.Scope#CHAIN}.
   */
  protected final VersionedFlow flow;

  private final Change change;
  private final Choice<Steps<O, R>> versions = new Choice<>();
  private final ReviewDesk desk;

  /**
   * The steps of one version. They may call anything that a workflow may.
   *
   * @param <O> the order
   * @param <R> the result
   */
  public interface Steps<O, R extends @Nullable Object> {

    /**
     * Refuses an order that has errors, by an {@link ApplicationFailure}.
     *
     * @param order the order
     */
    void validate(O order);

    /**
     * Looks for fraud.
     *
     * @param order the order
     * @return what was found; null, the default, if this version does not check for fraud
     */
    default @Nullable Assessment assess(O order) {
      return null;
    }

    /**
     * Says how long a suspicious order waits for its review before it is rejected.
     *
     * @param order the order
     * @return 7 days unless overridden
     */
    default Duration reviewLimit(O order) {
      return Duration.ofDays(7);
    }

    /**
     * Charges for the order.
     *
     * @param order the order
     * @param assessment what {@link #assess} found
     * @return the result
     */
    R pay(O order, @Nullable Assessment assessment);

    /**
     * Ends an order that a reviewer rejected, or nobody approved in time.
     *
     * @param order the order
     * @param decision why
     * @return the result; unless overridden, the run fails instead
     * @throws ApplicationFailure {@link FailureTypes#ORDER_REJECTED}, unless overridden; its detail
     *     is the decision
     */
    default R rejected(O order, Decision decision) {
      throw ApplicationFailure.newNonRetryableFailure(
          "rejected by %s: %s".formatted(decision.by(), decision.reason()),
          FailureTypes.ORDER_REJECTED,
          decision);
    }
  }

  /**
   * Registers the reviewer's handlers. In your constructor, name the steps right after this call.
   *
   * @param ledger the changes
   * @param change the id of the change whose versions the steps have
   * @throws IllegalArgumentException if the ledger does not declare it
   */
  protected VersionedOrderWorkflow(ChangeLedger ledger, String change) {
    flow = VersionedFlow.create(ledger);
    this.change = ledger.change(change);
    desk = new ReviewDesk(flow);
  }

  /**
   * Sets the search attribute {@link OperatorCommand#WAITING} while an order waits for its review,
   * which costs two events. The attribute must exist on the server, or the run blocks.
   */
  protected final void setWaitingAttribute() {
    desk.findable();
  }

  /**
   * Names the steps before the change.
   *
   * @param steps those steps
   */
  protected final void before(Steps<O, R> steps) {
    versions.before(steps);
  }

  /**
   * Names newer steps.
   *
   * @param version the first version that they are for; greater than that of the steps before
   * @param steps those steps
   */
  protected final void since(int version, Steps<O, R> steps) {
    versions.since(version, steps);
  }

  /**
   * Takes an order to its payment.
   *
   * @param order the order
   * @return what {@link Steps#pay} returned, or {@link Steps#rejected}
   * @throws IllegalStateException if this run has taken an order already, whose review would count
   *     for this one, too
   */
  public R run(O order) {
    if (desk.orderStatus().version() != null) {
      throw new IllegalStateException(
          "a run takes one order: start a workflow for each, a child for instance");
    }
    versions.check(change);
    int version = flow.on(change.id()).version();
    desk.decided(version);
    try {
      return take(versions.of(version), order);
    } catch (RuntimeException e) {
      if (RunEnd.failsBy(e) && desk.orderStatus().phase() != Phase.REJECTED) {
        desk.enter(Phase.FAILED);
      }
      throw e;
    }
  }

  private R take(Steps<O, R> steps, O order) {
    steps.validate(order);
    desk.enter(Phase.ASSESSING);
    Assessment found = steps.assess(order);
    desk.assessed(found);
    if (found != null && found.suspicious()) {
      Decision decision = desk.await(steps.reviewLimit(order));
      if (decision.verdict() == Verdict.REJECT) {
        desk.enter(Phase.REJECTED);
        return steps.rejected(order, decision);
      }
    }
    desk.enter(Phase.PAYING);
    R result = steps.pay(order, found);
    desk.enter(Phase.PAID);
    return result;
  }
}
