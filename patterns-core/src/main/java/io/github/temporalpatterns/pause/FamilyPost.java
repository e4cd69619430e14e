// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.pause.Pausable.Hold;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Passes on to the children what a run is told, and tells its parent when it is paused. */
final class FamilyPost {
  private static final String PARENT = "parent";

  private final Automaton automaton;

  FamilyPost(Automaton automaton) {
    this.automaton = automaton;
  }

  /** Sends what is due. Never blocks; without children and parent it records nothing. */
  void send() {
    if (automaton.isEnded()) {
      return;
    }
    // Not made of the run's id: a replay after a reset has another, but children answer the first.
    for (Family.Order order :
        automaton.family().due(automaton.wanted(), () -> Workflow.randomUUID().toString())) {
      post(() -> tell(order), () -> automaton.family().delivered(order.child()));
    }
    String parent = Workflow.getInfo().getParentWorkflowId().orElse(null);
    if (parent != null) {
      answer(parent);
    }
  }

  private void answer(String parent) {
    Boolean paused = automaton.drainage();
    String request = paused == null ? null : automaton.family().answer(paused);
    if (request != null) {
      Pausable receiver = Workflow.newExternalWorkflowStub(Pausable.class, parent);
      String me = Workflow.getInfo().getWorkflowId();
      post(
          () -> Async.procedure(receiver::signalChild, me, request, paused),
          () -> automaton.family().answerDelivered());
    }
  }

  private Promise<Void> tell(Family.Order order) {
    Pausable child = Workflow.newExternalWorkflowStub(Pausable.class, order.child());
    Request request = request(order.requestId(), automaton.hold());
    return switch (order.verb()) {
      case PAUSE -> Async.procedure(child::signalPause, request);
      case STOP -> Async.procedure(child::signalStop, request);
      default -> Async.procedure(child::signalResume, request);
    };
  }

  private static Request request(String id, @Nullable Hold hold) {
    String by = hold == null ? PARENT : hold.by();
    String reason = hold == null ? "the parent is not paused" : hold.reason();
    return new Request(id, by, reason, null, null, true);
  }

  /** Detached: a cancellation must not leave children in a pause that nobody ends. */
  private void post(Functions.Func<Promise<Void>> message, Functions.Proc delivered) {
    Workflow.newDetachedCancellationScope(
            () ->
                message
                    .apply()
                    .handle(
                        (none, failure) -> {
                          // A receiver that is gone needs no message.
                          delivered.apply();
                          send();
                          return true;
                        }))
        .run();
  }
}
