// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.internal.Awaits;
import io.github.temporalpatterns.internal.Outcomes;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes the decision about one order, and says how far it is. */
final class ReviewDesk implements OrderReview {
  private static final int ID_LENGTH = 100;
  private static final int NAME_LENGTH = 200;
  private static final int REASON_LENGTH = 500;

  private final VersionedFlow flow;
  private Phase phase = Phase.VALIDATING;
  private @Nullable Integer version;
  private @Nullable Assessment assessment;
  private @Nullable Decision decision;

  ReviewDesk(VersionedFlow flow) {
    this.flow = flow;
  }

  void decided(int number) {
    version = number;
    show();
  }

  void enter(Phase next) {
    phase = next;
    show();
  }

  void assessed(@Nullable Assessment found) {
    assessment = found;
  }

  /** Waits for a decision; what nobody decides in time is rejected. */
  Decision await(Duration limit) {
    enter(Phase.WAITING);
    if (!Awaits.await(limit, "time to review the order", () -> decision != null)) {
      decision = Decision.reject("time", "nobody", "no decision within " + limit);
    }
    if (decision == null) {
      throw new IllegalStateException("decided, but by nobody");
    }
    return decision;
  }

  private void show() {
    Outcomes.show("versioning", OrderText.markdown(orderStatus()));
  }

  @Override
  public Status orderStatus() {
    return new Status(phase, version, assessment, decision, flow.versions());
  }

  @Override
  public Status reviewOrder(Decision taken) {
    // Accepted in the same task as another one, it may be too late.
    if (phase == Phase.WAITING && decision == null) {
      decision = taken;
    }
    return orderStatus();
  }

  @Override
  @SuppressWarnings(
      "ConstantValue") // a decision comes from outside: all or any part may be missing
  public void checkReviewOrder(Decision asked) {
    if (asked == null) {
      throw refused("decision: must be given, with requestId, reviewer and verdict");
    }
    text("requestId", asked.requestId(), ID_LENGTH);
    text("reviewer", asked.reviewer(), NAME_LENGTH);
    if (asked.verdict() == null) {
      throw refused("verdict: must be APPROVE or REJECT");
    }
    if (asked.verdict() == Verdict.REJECT || asked.reason() != null) {
      text("reason", asked.reason(), REASON_LENGTH);
    }
    boolean repeated = decision != null && decision.requestId().equals(asked.requestId());
    if (!repeated && decision != null) {
      throw refused(
          "the order has been decided: %s by %s"
              .formatted(decision.verdict(), decision.reviewer()));
    }
    if (!repeated && phase != Phase.WAITING) {
      throw refused("the order does not wait for a review, it is " + phase);
    }
  }

  private static void text(String part, @Nullable String text, int longest) {
    if (text == null || text.isBlank() || text.length() > longest) {
      throw refused("%s: must have 1 to %d characters".formatted(part, longest));
    }
  }

  private static ApplicationFailure refused(String rule) {
    return ApplicationFailure.newNonRetryableFailure(rule, FailureTypes.ORDER_REVIEW_REFUSED);
  }
}
