// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import io.github.temporalpatterns.testing.saga.SagaScript.Act;
import io.github.temporalpatterns.testing.saga.SagaScript.OnUndoFailure;
import io.github.temporalpatterns.testing.saga.SagaScript.Policy;
import io.github.temporalpatterns.testing.saga.SagaScript.UndoOrder;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Saga;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The SDK's own saga, used as its documentation shows it. */
final class SdkSagaSubject implements ScriptedSaga {
  private final Class<? extends RuntimeException> caught;
  private final List<Promise<?>> branches = new ArrayList<>();
  private @Nullable SagaScript script;
  private @Nullable Saga saga;

  SdkSagaSubject(Class<? extends RuntimeException> caught) {
    this.caught = caught;
  }

  @Override
  public String perform(SagaScript given) {
    script = given;
    Policy policy = given.policy();
    saga =
        new Saga(
            new Saga.Options.Builder()
                .setParallelCompensation(policy.order() == UndoOrder.PARALLEL)
                .setContinueWithError(policy.onUndoFailure() == OnUndoFailure.CONTINUE)
                .build());
    try {
      perform(given.acts());
    } catch (RuntimeException e) {
      if (caught.isInstance(e)) {
        saga().compensate();
      }
      throw e;
    }
    return DONE;
  }

  private void perform(List<Act> acts) {
    for (int i = 0; i < acts.size(); i++) {
      Act act = acts.get(i);
      switch (act.kind()) {
        case STEP -> step(act);
        case ASYNC -> branches.add(Async.procedure(this::stepThenUndo, act));
        case JOIN -> branches.forEach(Promise::get);
        case SLEEP -> Workflow.sleep(act.time());
        case COMPENSATE -> saga().compensate();
        case FAIL -> throw act.failure();
        case BUG -> bug(act);
        case TRY -> attempt(act);
        case CONTINUE_AS_NEW ->
            Workflow.continueAsNew(script().next(acts.subList(i + 1, acts.size()), null));
        default -> throw new IllegalArgumentException("not in this saga: " + act.kind());
      }
    }
  }

  private void step(Act act) {
    String key = Workflow.randomUUID().toString();
    SagaParticipant undo = participant(script().policy().undoOptions());
    saga().addCompensation(undo::undo, act.name(), key, null);
    participant(act.options()).apply(act.name(), key);
  }

  /** Registers as the samples do in a branch: when the step has answered. */
  private void stepThenUndo(Act act) {
    String key = Workflow.randomUUID().toString();
    SagaParticipant undo = participant(script().policy().undoOptions());
    participant(act.options()).apply(act.name(), key);
    saga().addCompensation(undo::undo, act.name(), key, null);
  }

  private void bug(Act act) {
    if (script().has(act)) {
      throw new NullPointerException("a bug");
    }
  }

  private void attempt(Act act) {
    try {
      perform(act.acts());
    } catch (TemporalFailure ignored) {
      // the script says so
    }
  }

  private static SagaParticipant participant(ActivityOptions options) {
    return Workflow.newActivityStub(SagaParticipant.class, options);
  }

  private SagaScript script() {
    return Objects.requireNonNull(script);
  }

  private Saga saga() {
    return Objects.requireNonNull(saga);
  }
}
