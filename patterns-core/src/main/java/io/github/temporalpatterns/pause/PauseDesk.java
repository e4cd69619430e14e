// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.internal.Desk;
import io.github.temporalpatterns.internal.Outcomes;
import io.github.temporalpatterns.internal.Waiting;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes operators' questions and commands. Handlers only set state, the workflow's main coroutine
 * acts; validators refuse what cannot be done; signals never throw.
 */
final class PauseDesk implements Pausable {
  static final String WORD = "pause";

  private final Automaton automaton;
  private final Desk desk;
  private final FamilyPost post;
  private final boolean isFindable;
  private @Nullable Hold shown;

  /** Registers the handlers; with the search attribute for what waits, or without. */
  PauseDesk(Automaton automaton, Desk desk, boolean isFindable) {
    this.automaton = automaton;
    this.desk = desk;
    this.isFindable = isFindable;
    post = new FamilyPost(automaton);
    Desk.register(WORD, this);
    showWaiting(); // which an earlier run may have begun
  }

  @Override
  public Status pauseStatus() {
    return automaton.status(Workflow.currentTimeMillis());
  }

  @Override
  public AuditEntry pauseRequest(Request request) {
    return obey(Verb.PAUSE, request);
  }

  @Override
  public AuditEntry pauseResume(Request request) {
    return obey(Verb.RESUME, request);
  }

  @Override
  public AuditEntry pauseStop(Request request) {
    return obey(Verb.STOP, request);
  }

  @Override
  public AuditEntry pauseRollOver(Request request) {
    return obey(Verb.ROLL_OVER, request);
  }

  @Override
  public void signalPause(Request request) {
    obey(Verb.PAUSE, request);
  }

  @Override
  public void signalResume(Request request) {
    obey(Verb.RESUME, request);
  }

  @Override
  public void signalStop(Request request) {
    obey(Verb.STOP, request);
  }

  @Override
  public void signalRollOver(Request request) {
    obey(Verb.ROLL_OVER, request);
  }

  @Override
  public void checkPauseRequest(Request request) {
    check(Verb.PAUSE, request);
  }

  @Override
  public void checkPauseResume(Request request) {
    check(Verb.RESUME, request);
  }

  @Override
  public void checkPauseStop(Request request) {
    check(Verb.STOP, request);
  }

  @Override
  public void checkPauseRollOver(Request request) {
    check(Verb.ROLL_OVER, request);
  }

  @Override
  public void signalChild(String workflowId, String requestId, boolean paused) {
    automaton.family().report(workflowId, requestId, paused);
    changed();
  }

  /** Tells the family what has changed, and shows it in the Web UI. */
  void changed() {
    post.send();
    showWaiting();
    Outcomes.show(WORD, PauseText.details(pauseStatus()));
  }

  /** What the parent has paused waits for the parent. */
  private void showWaiting() {
    Hold hold = automaton.family().isAsked() ? null : automaton.hold();
    if (!Objects.equals(hold, shown)) {
      shown = hold;
      List<Waiting> open = hold == null ? List.of() : List.of(PauseText.waiting(hold));
      Outcomes.waiting(WORD, open, isFindable);
    }
  }

  private AuditEntry obey(Verb verb, Request request) {
    AuditEntry answer = desk.obey(verb.word, request, null, () -> effect(verb, request));
    changed();
    return answer;
  }

  /** A signal is checked here, which has no validator. */
  private String effect(Verb verb, Request request) {
    ApplicationFailure refusal = refusal(verb, request);
    if (refusal != null) {
      return "refused: " + refusal.getOriginalMessage();
    }
    boolean changes = automaton.obey(verb, request, Workflow.currentTimeMillis());
    return (changes ? "" : "no change: ") + automaton.phase();
  }

  private void check(Verb verb, Request request) {
    ApplicationFailure refusal = desk.isNew(verb.word, request) ? refusal(verb, request) : null;
    if (refusal != null) {
      throw refusal;
    }
  }

  private @Nullable ApplicationFailure refusal(Verb verb, Request request) {
    Refusal refusal = automaton.refusal(verb, request);
    return refusal == null ? null : desk.refusal(refusal.rule(), refusal.value());
  }
}
