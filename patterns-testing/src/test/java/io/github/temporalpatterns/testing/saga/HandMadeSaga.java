// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import io.github.temporalpatterns.internal.RunEnd;
import io.github.temporalpatterns.saga.SagaReport;
import io.github.temporalpatterns.testing.saga.SagaScript.Act;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A small saga written by hand, to test the contract: without flaw it keeps the rules, and each
 * flaw breaks one.
 */
final class HandMadeSaga implements ScriptedSaga {
  private final Flaw flaw;
  private final List<List<String>> log = new ArrayList<>();
  private final List<Promise<?>> branches = new ArrayList<>();
  private @Nullable SagaScript script;
  private boolean undoing;

  HandMadeSaga(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  @SuppressWarnings("unchecked") // it wrote the log itself
  public String perform(SagaScript given) {
    script = given;
    if (given.carried() != null && Workflow.getInfo().getAttempt() > 1 && flaw != Flaw.GOES_ON) {
      throw ApplicationFailure.newNonRetryableFailure("the log may have been undone", "Closed");
    }
    if (flaw == Flaw.READS_THE_MEMO) {
      Workflow.getMemo(SagaReport.MEMO, SagaReport.Summary.class);
    }
    if (given.carried() != null) {
      log.addAll((List<List<String>>) given.carried());
    }
    try {
      perform(given.acts());
      CancellationScope.throwCanceled();
      if (flaw == Flaw.UNDOES_SUCCESS) {
        compensate();
      }
      return DONE;
    } catch (TemporalFailure e) {
      return failed(e);
    } catch (RuntimeException e) {
      boolean fails = RunEnd.failsBy(e) && flaw != Flaw.FAILS_WITHOUT_UNDO;
      if (flaw != Flaw.UNDOES_FOR_BUGS && !given.policy().bugsCompensate() && !fails) {
        throw e;
      }
      return failed(
          ApplicationFailure.newNonRetryableFailureWithCause(e.toString(), "BodyError", e));
    } catch (Error e) {
      if (flaw == Flaw.CATCHES_EVERYTHING) {
        compensate();
      }
      throw e;
    }
  }

  private String failed(TemporalFailure failure) {
    if (flaw == Flaw.REPLACED_ERROR) {
      compensate();
    } else {
      try {
        compensate();
      } catch (TemporalFailure undoFailed) {
        failure.addSuppressed(undoFailed);
      }
    }
    if (flaw == Flaw.SWALLOWED_ERROR) {
      return DONE;
    }
    throw failure;
  }

  private void perform(List<Act> acts) {
    for (int i = 0; i < acts.size(); i++) {
      Act act = acts.get(i);
      // A step that ends although it was cancelled does not tell the body.
      CancellationScope.throwCanceled();
      switch (act.kind()) {
        case STEP -> start(act).get();
        case ASYNC -> branches.add(start(act));
        case JOIN -> branches.forEach(Promise::get);
        case SLEEP -> Workflow.sleep(act.time());
        case COMPENSATE -> compensate();
        case FAIL -> throw act.failure();
        case BUG -> bug(act);
        case ADDED -> added(act);
        case CONTINUE_AS_NEW -> continueAsNew(acts.subList(i + 1, acts.size()));
        default -> throw new IllegalArgumentException("not in this saga: " + act.kind());
      }
    }
  }

  private void continueAsNew(List<Act> rest) {
    if (undoing) {
      throw ApplicationFailure.newNonRetryableFailure("the saga is closed", "Closed");
    }
    Workflow.continueAsNew(script().next(rest, flaw == Flaw.LOST_LOG ? null : log));
  }

  private Promise<String> start(Act act) {
    String key = Workflow.randomUUID().toString();
    boolean undone = act.undo() != SagaScript.UndoKind.NONE || flaw == Flaw.UNDOES_ALL;
    boolean late = act.undo() == SagaScript.UndoKind.LATE;
    boolean before = undone && !late && flaw != Flaw.REGISTER_AFTER;
    boolean after = late ? flaw != Flaw.DROPS_LATE_UNDO : undone && flaw == Flaw.REGISTER_AFTER;
    if (before) {
      log.add(List.of(act.name(), key));
    }
    ActivityOptions options =
        act.options().toBuilder()
            .setCancellationType(
                flaw == Flaw.TRY_CANCEL
                    ? ActivityCancellationType.TRY_CANCEL
                    : ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .build();
    return Workflow.newUntypedActivityStub(options)
        .executeAsync("Apply", String.class, act.name(), key)
        .handle(
            (result, failure) -> {
              if (failure == null && after) {
                log.add(List.of(act.name(), key));
              }
              if (failure != null && saysNothingWasDone(failure)) {
                log.removeIf(entry -> entry.contains(key));
              }
              if (failure != null) {
                throw failure;
              }
              return result;
            });
  }

  private boolean saysNothingWasDone(RuntimeException failure) {
    boolean said = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      said |= cause instanceof ApplicationFailure f && f.getType().equals(SagaWorld.NO_EFFECT);
    }
    return flaw == Flaw.ONLY_KNOWN_EFFECTS || (flaw == Flaw.JUDGES_BY_HISTORY && said);
  }

  private void compensate() {
    if (undoing && flaw != Flaw.UNDO_TWICE) {
      return;
    }
    undoing = true;
    if (flaw == Flaw.ATTACHED_SCOPE) {
      undo();
    } else {
      Workflow.newDetachedCancellationScope(this::undo).run();
    }
  }

  private void undo() {
    if (flaw != Flaw.UNSETTLED_BRANCHES) {
      branches.forEach(branch -> branch.handle((result, failure) -> null).get());
    }
    List<List<String>> order = new ArrayList<>(log);
    if (flaw != Flaw.WRONG_ORDER) {
      Collections.reverse(order);
    }
    ActivityStub stub = Workflow.newUntypedActivityStub(undoOptions());
    TemporalFailure failure = null;
    for (List<String> entry : order) {
      try {
        String key = flaw == Flaw.OTHER_KEY ? Workflow.randomUUID().toString() : entry.get(1);
        stub.execute("Undo", Void.class, entry.get(0), key, null);
      } catch (TemporalFailure e) {
        failure = failure == null ? e : failure;
        if (flaw == Flaw.FIRST_FAILURE_STOPS || CancellationScope.current().isCancelRequested()) {
          break;
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private ActivityOptions undoOptions() {
    ActivityOptions options = script().policy().undoOptions();
    return flaw == Flaw.ONE_ATTEMPT
        ? options.toBuilder()
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build()
        : options;
  }

  private void bug(Act act) {
    if (script().has(act)) {
      throw new NullPointerException("a bug");
    }
  }

  private void added(Act act) {
    if (script().has(act) && Workflow.getVersion(act.name(), Workflow.DEFAULT_VERSION, 1) == 1) {
      perform(act.acts());
    }
  }

  private SagaScript script() {
    return Objects.requireNonNull(script);
  }
}
