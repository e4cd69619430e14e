// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.internal.Awaits;
import io.github.temporalpatterns.internal.Desk;
import io.github.temporalpatterns.internal.Outcomes;
import io.github.temporalpatterns.internal.Waiting;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes the decision about one order, and says how far it is. */
final class ReviewDesk implements OrderReview {
  private static final String WORD = "versioning";
  private static final String REVIEW = "review";

  private final VersionedFlow flow;
  private final Desk desk = Desk.inRun(WORD, null);
  private boolean isFindable;
  private Phase phase = Phase.VALIDATING;
  private @Nullable Integer version;
  private @Nullable Assessment assessment;
  private @Nullable Decision decision;

  ReviewDesk(VersionedFlow flow) {
    this.flow = flow;
    Desk.register(WORD, this);
  }

  /** Lets a search attribute find the order while it waits. */
  void findable() {
    isFindable = true;
  }

  void decided(int number) {
    version = number;
    show();
  }

  void enter(Phase next) {
    phase = next;
    Outcomes.waiting(WORD, List.of(), isFindable);
    show();
  }

  void assessed(@Nullable Assessment found) {
    assessment = found;
  }

  /** Waits for a decision; what nobody decides in time is rejected. */
  Decision await(Duration limit) {
    enter(Phase.WAITING);
    Outcomes.waiting(WORD, List.of(waiting(limit)), isFindable);
    if (!Awaits.await(limit, "time to review the order", () -> decision != null)) {
      decision = Decision.reject("time", "nobody", "no decision within " + limit);
    }
    return Objects.requireNonNull(decision);
  }

  private Waiting waiting(Duration limit) {
    String why = assessment == null ? null : assessment.reason();
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    return new Waiting(
        "a suspicious order for its review" + (why == null ? "" : ": " + why),
        now,
        now.plus(limit),
        "the order is rejected",
        List.of("versioning.review"),
        Decision.approve("an id of your own", "your name", "why"));
  }

  private void show() {
    Outcomes.show(WORD, OrderText.markdown(orderStatus()));
  }

  @Override
  public Status orderStatus() {
    return new Status(phase, version, assessment, decision, flow.versions());
  }

  @Override
  public AuditEntry reviewOrder(Decision taken) {
    return desk.obey(REVIEW, taken, null, () -> decide(taken));
  }

  private String decide(Decision taken) {
    // Accepted in the same task as another one, it may be too late.
    if (phase != Phase.WAITING || decision != null) {
      return "too late: " + decision;
    }
    decision = taken;
    return taken.verdict().name();
  }

  @Override
  @SuppressWarnings("ConstantValue") // a decision comes from outside: any part may be missing
  public void checkReviewOrder(Decision asked) {
    if (!desk.isNew(REVIEW, asked)) {
      return;
    }
    if (asked.verdict() == null) {
      throw desk.refusal("verdict: must be APPROVE or REJECT", null);
    }
    if (decision != null || phase != Phase.WAITING) {
      throw desk.refusal(
          "the order does not wait for a review", decision == null ? phase : decision);
    }
  }
}
