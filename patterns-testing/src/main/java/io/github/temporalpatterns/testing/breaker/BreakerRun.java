// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.FailureTypes;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes the steps of a plan. A step is a request; or several at one time, with commas between them;
 * or one of
 *
 * <ul>
 *   <li>{@code sleep N}: sleeps so many milliseconds
 *   <li>{@code start X}: makes a request and goes on; {@code join X}: waits for its end
 *   <li>{@code cancel X}: makes a request that is cancelled from the start
 *   <li>{@code continue}: continues as new with the steps that are left
 * </ul>
 */
final class BreakerRun implements ScriptedBreaker {
  private final BreakerContract contract;
  private final List<String> outcomes = new ArrayList<>();
  private final Map<String, Promise<Void>> started = new LinkedHashMap<>();

  BreakerRun(BreakerContract contract) {
    this.contract = contract;
  }

  @Override
  public String[] take(Plan plan) {
    GuardedCalls guarded = contract.newCalls(plan);
    outcomes.addAll(plan.outcomes());
    for (int i = 0; i < plan.steps().size(); i++) {
      String step = plan.steps().get(i);
      if (step.equals("continue")) {
        List<String> left = plan.steps().subList(i + 1, plan.steps().size());
        Workflow.newContinueAsNewStub(ScriptedBreaker.class)
            .take(
                new Plan(
                    left,
                    plan.rules(),
                    plan.whenOpen(),
                    plan.maximumWaitMillis(),
                    guarded.carried(),
                    outcomes));
      }
      take(guarded, step);
    }
    return outcomes.toArray(String[]::new);
  }

  private void take(GuardedCalls guarded, String step) {
    String[] words = step.split(" ", 2);
    switch (words[0]) {
      case "sleep" -> Workflow.sleep(Duration.ofMillis(Long.parseLong(words[1])));
      case "start" -> start(guarded, words[1]);
      case "join" -> join(words[1]);
      case "cancel" -> cancelled(guarded, words[1]);
      default -> {
        List<String> requests = List.of(step.split(",", -1));
        requests.forEach(request -> start(guarded, request));
        requests.forEach(this::join);
      }
    }
  }

  private void join(String request) {
    Objects.requireNonNull(started.get(request)).get();
  }

  private void start(GuardedCalls guarded, String request) {
    started.put(request, Async.procedure(() -> call(guarded, request)));
  }

  private void cancelled(GuardedCalls guarded, String request) {
    CancellationScope scope = Workflow.newCancellationScope(() -> call(guarded, request));
    scope.cancel();
    scope.run();
  }

  private void call(GuardedCalls guarded, String request) {
    String outcome;
    try {
      outcome = guarded.call(request);
    } catch (CanceledFailure e) {
      outcome = "cancelled";
    } catch (TemporalFailure e) {
      outcome = describe(e);
    }
    outcomes.add(request + ": " + outcome);
  }

  private static String describe(TemporalFailure failure) {
    if (FailureTypes.matches(failure, FailureTypes.BREAKER_OPEN)) {
      return "rejected";
    }
    boolean cancelled =
        failure instanceof ActivityFailure && failure.getCause() instanceof CanceledFailure;
    return cancelled ? "cancelled" : "failed";
  }

  @Override
  public List<String> outcomes() {
    return outcomes;
  }
}
