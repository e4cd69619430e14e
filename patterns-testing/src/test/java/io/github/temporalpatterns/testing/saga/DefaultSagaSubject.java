// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.temporalpatterns.saga.SagaCompensator;
import io.github.temporalpatterns.saga.SagaCompensator.Step;
import io.github.temporalpatterns.saga.SagaCompensator.Steps;
import io.github.temporalpatterns.saga.SagaOptions;
import io.github.temporalpatterns.saga.SagaState;
import io.github.temporalpatterns.testing.saga.SagaScript.Act;
import io.github.temporalpatterns.testing.saga.SagaScript.Policy;
import io.github.temporalpatterns.testing.saga.SagaScript.UndoKind;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The library's own saga, performing scripts. */
final class DefaultSagaSubject implements ScriptedSaga {
  private static final ObjectMapper JSON = JacksonJsonPayloadConverter.newDefaultObjectMapper();
  private static final RetryOptions TWICE =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofMillis(20))
          .setMaximumAttempts(2)
          .build();

  private final List<Promise<?>> branches = new ArrayList<>();
  private @Nullable SagaScript script;
  private @Nullable SagaCompensator saga;

  @Override
  public String perform(SagaScript given) {
    script = given;
    saga =
        SagaCompensator.restore(
            options(given.policy()), JSON.convertValue(given.carried(), SagaState.class));
    return saga.run(
        steps -> {
          all(steps, given.acts());
          return DONE;
        });
  }

  static SagaOptions options(Policy policy) {
    SagaOptions.Builder options =
        SagaOptions.newBuilder(Act.step("default").options())
            .setUndoOptions(policy.undoOptions())
            .setUndoOrder(SagaOptions.UndoOrder.valueOf(policy.order().name()))
            .setUndoFailure(SagaOptions.UndoFailure.valueOf(policy.onUndoFailure().name()))
            .setNoEffectFailures(SagaWorld.NO_EFFECT);
    if (policy.deadline() != null) {
      options.setDeadline(policy.deadline());
    }
    if (policy.undoBudget() != null) {
      options.setUndoBudget(policy.undoBudget());
    }
    if (policy.bugsCompensate()) {
      options.setCompensateOn(NullPointerException.class);
    }
    return options.build();
  }

  private void all(Steps steps, List<Act> acts) {
    for (int i = 0; i < acts.size(); i++) {
      act(steps, acts.get(i), acts.subList(i + 1, acts.size()));
    }
  }

  private void act(Steps steps, Act act, List<Act> rest) {
    switch (act.kind()) {
      case STEP -> step(steps, act);
      case ASYNC ->
          branches.add(
              described(steps, act)
                  .callAsync(
                      SagaParticipant.class, (p, key) -> p.apply(act.name(), key.toString())));
      case JOIN -> branches.forEach(Promise::get);
      case CHILD ->
          steps
              .step(act.name())
              .undo(SagaBranch.Back.class, (b, key) -> b.takeBack(act.name(), key.toString()))
              .call(SagaBranch.class, (b, key) -> b.branch(act.name(), key.toString()));
      case SLEEP -> Workflow.sleep(act.time());
      case CONTINUE_AS_NEW -> Workflow.continueAsNew(script().next(rest, saga().state()));
      case PIVOT -> steps.pivot();
      case NESTED -> steps.nested(act.name(), inner -> nested(inner, act));
      case SAVEPOINT -> steps.nested(act.name(), TWICE, inner -> nested(inner, act));
      case COMPENSATE -> saga().compensate();
      case TRY -> attempt(steps, act);
      case FAIL -> throw act.failure();
      case BUG -> bug(act);
      case ADDED -> added(steps, act);
    }
  }

  private static void step(Steps steps, Act act) {
    Step step = described(steps, act);
    if (act.undo() == UndoKind.FROM_RESULT || act.undo() == UndoKind.AFTER) {
      step.call(
          SagaParticipant.class,
          (p, key) -> p.apply(act.name(), key.toString()),
          (p, result) -> p.undo(act.name(), keyOf(result), result));
    } else {
      step.call(SagaParticipant.class, (p, key) -> p.apply(act.name(), key.toString()));
    }
    if (act.undo() == UndoKind.LATE) {
      step.undo(SagaParticipant.class, (p, key) -> p.undo(act.name(), key.toString(), null));
    }
  }

  private static Step described(Steps steps, Act act) {
    Step step =
        steps.step(act.name()).options(act.options()).after(act.after().toArray(String[]::new));
    switch (act.undo()) {
      case NONE, AFTER, LATE -> {}
      case BEFORE, FROM_RESULT ->
          step.undo(SagaParticipant.class, (p, key) -> p.undo(act.name(), key.toString(), null));
      case RETIRED ->
          step.undo(
              SagaParticipant.Retired.class, (p, key) -> p.retiredUndo(act.name(), key.toString()));
    }
    if (act.confirmed()) {
      step.confirm(SagaParticipant.class, (p, key) -> p.confirm(act.name(), key.toString()));
    }
    return step;
  }

  private static String keyOf(String reservation) {
    return reservation.substring("reservation of ".length());
  }

  private @Nullable Void nested(Steps inner, Act act) {
    all(inner, act.acts());
    return null;
  }

  private void attempt(Steps steps, Act act) {
    try {
      all(steps, act.acts());
    } catch (TemporalFailure ignored) {
      // the script says so
    }
  }

  private void bug(Act act) {
    if (script().has(act)) {
      throw new NullPointerException("a bug");
    }
  }

  private void added(Steps steps, Act act) {
    if (script().has(act) && Workflow.getVersion(act.name(), Workflow.DEFAULT_VERSION, 1) == 1) {
      all(steps, act.acts());
    }
  }

  private SagaScript script() {
    return Objects.requireNonNull(script);
  }

  private SagaCompensator saga() {
    return Objects.requireNonNull(saga);
  }
}
