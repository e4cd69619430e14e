// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.breaker.internal.BreakerDesk;
import io.github.temporalpatterns.breaker.internal.Meters;
import io.github.temporalpatterns.breaker.internal.Operated;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.machine.internal.Machine;
import io.github.temporalpatterns.breaker.machine.internal.Permit;
import io.github.temporalpatterns.breaker.machine.internal.Rejections;
import io.github.temporalpatterns.breaker.machine.internal.SavedState;
import io.github.temporalpatterns.breaker.machine.internal.Verdict;
import io.github.temporalpatterns.breaker.machine.internal.Waits;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.Desk;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns what the machine decides into calls and waits of a workflow. */
final class DefaultCircuitBreaker implements CircuitBreaker, Operated {
  private final BreakerOptions options;
  private final Machine machine;
  private final Gate gate;
  private final BreakerDesk room;
  private final Desk desk;
  private final Meters meters;
  private long shown;

  private DefaultCircuitBreaker(
      BreakerOptions options, BreakerDesk room, @Nullable BreakerState state) {
    this.options = options;
    this.room = room;
    desk = Desk.inRun(BreakerDesk.WORD, state == null ? null : state.operators());
    // The same in every replay and after a reset, another for each run that probes one dependency.
    long seed = Workflow.getInfo().getFirstExecutionRunId().hashCode();
    machine =
        state == null
            ? new Machine(options.getRules(), seed, Workflow::currentTimeMillis)
            : new Machine(options.getRules(), seed, Workflow::currentTimeMillis, state);
    shown = machine.generation();
    meters = new Meters(options.getName());
    gate = new Gate(options, machine, this::queued);
  }

  static CircuitBreaker create(BreakerOptions options, @Nullable BreakerState state) {
    Checks.notNull("options", options);
    if (state != null) {
      SavedState.check(options.getName(), state);
      if (!state.name().equals(options.getName())) {
        throw new IllegalArgumentException(
            "state must be that of breaker %s, was that of %s"
                .formatted(options.getName(), state.name()));
      }
    }
    BreakerDesk room = BreakerDesk.ofRun();
    DefaultCircuitBreaker breaker = new DefaultCircuitBreaker(options, room, state);
    room.add(options.getName(), breaker);
    return breaker;
  }

  @Override
  public <A, R extends @Nullable Object> R call(Class<A> api, Functions.Func1<A, R> call) {
    A stub = stub(api);
    return call(() -> call.apply(stub));
  }

  @Override
  public <A, R extends @Nullable Object> R call(
      Class<A> api, Functions.Func1<A, R> call, Functions.Func1<Rejection, R> fallback) {
    A stub = stub(api);
    return call(() -> call.apply(stub), fallback);
  }

  private <A> A stub(Class<A> api) {
    return Workflow.newActivityStub(
        api, Checks.notNull("activityOptions", options.getActivityOptions()));
  }

  @Override
  public <R extends @Nullable Object> R call(Functions.Func<R> call) {
    return call(
        call,
        rejection -> {
          throw Rejections.failure(rejection);
        });
  }

  @Override
  public <R extends @Nullable Object> R call(
      Functions.Func<R> call, Functions.Func1<Rejection, R> fallback) {
    Permit permit = gate.acquire();
    changed();
    if (permit == null) {
      meters.notPermitted();
      return fallback.apply(machine.rejection(options.getName()));
    }
    long began = now();
    R result;
    boolean failed;
    try {
      result = call.apply();
      failed = isFailed(result);
    } catch (TemporalFailure e) {
      failed(permit, began, e);
      throw e;
    } catch (RuntimeException e) {
      machine.release(permit);
      changed();
      throw e;
    }
    if (failed) {
      machine.failure(permit, since(began), "a failed result", 0);
    } else {
      machine.success(permit, since(began));
    }
    ended(failed ? Kind.FAILED : Kind.SUCCESSFUL);
    return result;
  }

  private boolean isFailed(@Nullable Object result) {
    var isFailed = options.getFailedResult();
    return isFailed != null && result != null && isFailed.apply(result);
  }

  private void failed(Permit permit, long began, TemporalFailure failure) {
    Verdict verdict = Verdict.of(options.getRules(), failure);
    switch (verdict.kind()) {
      case IGNORED -> machine.release(permit);
      case SUCCESSFUL -> machine.success(permit, since(began));
      case FAILED ->
          machine.failure(permit, since(began), verdict.type(), verdict.retryAfterMillis());
    }
    ended(verdict.kind());
  }

  private void ended(Kind kind) {
    meters.called(kind);
    changed();
  }

  @Override
  public Machine machine() {
    return machine;
  }

  @Override
  public Desk desk() {
    return desk;
  }

  @Override
  public boolean isFindable() {
    return options.isWaitingAttribute();
  }

  @Override
  public void openUntil(Instant until, String reason) {
    machine.openUntil(Waits.millis(until), reason);
    changed();
  }

  /** The Web UI shows a change of state, or of who waits; not each call. */
  @Override
  public void changed() {
    if (shown != machine.generation()) {
      shown = machine.generation();
      meters.gauge(status());
      room.show();
    }
  }

  private void queued() {
    changed();
    room.show();
  }

  @Override
  public Status status() {
    return machine.status(options.getName(), gate.waiting(), desk.audit());
  }

  @Override
  public BreakerState state() {
    return machine.save(options.getName(), desk.log());
  }

  private static Duration since(long began) {
    return Duration.ofMillis(now() - began);
  }

  private static long now() {
    return Workflow.currentTimeMillis();
  }
}
