// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.internal.Outcomes;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * Takes operators' questions and commands. Handlers only set state, the workflow's main coroutine
 * acts; validators refuse what cannot be done; signals never throw.
 */
final class PauseDesk implements Pausable {
  private final Automaton automaton;
  private final FamilyPost post;

  PauseDesk(Automaton automaton) {
    this.automaton = automaton;
    post = new FamilyPost(automaton);
  }

  @Override
  public Status pauseStatus() {
    return automaton.status(Workflow.currentTimeMillis());
  }

  @Override
  public Receipt pauseRequest(Request request) {
    return obey(Verb.PAUSE, request);
  }

  @Override
  public Receipt pauseResume(Request request) {
    return obey(Verb.RESUME, request);
  }

  @Override
  public Receipt pauseStop(Request request) {
    return obey(Verb.STOP, request);
  }

  @Override
  public Receipt pauseRollOver(Request request) {
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

  /** Tells the family what has changed, and shows it in the Web UI, which costs no event. */
  void changed() {
    post.send();
    Outcomes.show("pause", PauseText.details(pauseStatus()));
  }

  private Receipt obey(Verb verb, @Nullable Request request) {
    Receipt receipt = automaton.obey(verb, request, Workflow.currentTimeMillis());
    changed();
    return receipt;
  }

  private void check(Verb verb, @Nullable Request request) {
    Refusal refusal = automaton.refusal(verb, request);
    if (refusal != null) {
      throw PauseFailures.commandRefused(refusal);
    }
  }
}
