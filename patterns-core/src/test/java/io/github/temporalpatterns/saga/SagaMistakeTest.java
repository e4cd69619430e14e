// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.saga.Scripts.book;
import static io.github.temporalpatterns.saga.Scripts.start;
import static io.github.temporalpatterns.saga.Scripts.undoable;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.saga.SagaCompensator.Step;
import io.github.temporalpatterns.saga.SagaCompensator.Steps;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What only wrong code can do fails the workflow task, undoes nothing, and is mended by a
 * deployment: each mistake here is made once, after a step, and then the run completes.
 */
class SagaMistakeTest extends SagaTest {
  private static final LocalActivityOptions LOCAL =
      LocalActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(5)).build();

  private interface Mistake {
    void make(SagaCompensator saga, Steps steps);
  }

  /** By what the refusal says. */
  private static Map<String, Mistake> mistakes() {
    Map<String, Mistake> all = new LinkedHashMap<>();
    lambdas(all);
    settersAfterTheCall(all);
    steps(all);
    sagas(all);
    states(all);
    return all;
  }

  private static void lambdas(Map<String, Mistake> all) {
    all.put(
        "'two undos': the lambda must be exactly one call",
        (saga, steps) ->
            steps
                .step("two undos")
                .undo(
                    Bookings.class,
                    (b, key) -> {
                      b.cancel(key.toString(), "ok");
                      b.cancel(key.toString(), "ok");
                    }));
    all.put(
        "'other': the lambda must return the result of its call unchanged",
        (saga, steps) ->
            steps
                .step("other")
                .call(Bookings.class, (b, key) -> b.book(key.toString(), "ok") + "!"));
    all.put(
        "undo of saga step 'unwritable': argument 2 of cancelAny does not survive",
        (saga, steps) ->
            steps
                .step("unwritable")
                .undo(Bookings.class, (b, key) -> b.cancelAny(key.toString(), new Object())));
    all.put(
        "undo of saga step 'unreadable': argument 2 of cancelShape does not survive",
        (saga, steps) ->
            steps
                .step("unreadable")
                .undo(
                    Bookings.class,
                    (b, key) -> b.cancelShape(key.toString(), new Bookings.Bare(1))));
  }

  private static void settersAfterTheCall(Map<String, Mistake> all) {
    after(
        all, "undo", step -> step.undo(Bookings.class, (b, key) -> b.cancel(key.toString(), "ok")));
    after(
        all,
        "confirm",
        step -> step.confirm(Bookings.class, (b, key) -> b.settle(key.toString(), "ok")));
    after(all, "group", step -> step.group("late"));
    after(all, "after", step -> step.after("a"));
    after(all, "options", step -> step.options(Desk.ONE_ATTEMPT));
    after(all, "undoOptions", step -> step.undoOptions(Desk.ONE_ATTEMPT));
  }

  private static void after(Map<String, Mistake> all, String setter, Consumer<Step> late) {
    all.put(
        "'late %s', %s comes after the step's call".formatted(setter, setter),
        (saga, steps) -> {
          Step step = undoable(steps, "late " + setter);
          start(step, "ok");
          late.accept(step);
        });
  }

  private static void steps(Map<String, Mistake> all) {
    all.put(
        "'forgotten' was declared and never called",
        (saga, steps) -> {
          undoable(steps, "forgotten");
          steps.pivot();
        });
    all.put(
        "'again' is called a second time",
        (saga, steps) -> {
          Step step = undoable(steps, "again");
          start(step, "ok");
          start(step, "ok");
        });
    all.put(
        "'twin' was declared before another of its name was called",
        (saga, steps) -> {
          Step one = undoable(steps, "twin");
          Step two = undoable(steps, "twin");
          start(one, "ok");
          start(two, "ok");
        });
    all.put(
        "'spare', undo is given a second time",
        (saga, steps) ->
            undoable(steps, "spare")
                .undo(Bookings.class, (b, key) -> b.cancel(key.toString(), "ok")));
    all.put(
        "'activity' has the options of a child workflow",
        (saga, steps) ->
            start(
                undoable(steps, "activity").options(ChildWorkflowOptions.getDefaultInstance()),
                "ok"));
    all.put(
        "'code' has the options of an activity",
        (saga, steps) -> steps.step("code").options(Desk.ONE_ATTEMPT).call(key -> key));
    all.put(
        "'endless', options: needs a startToClose or scheduleToClose timeout",
        (saga, steps) -> steps.step("endless").options(ActivityOptions.newBuilder().build()));
    all.put(
        "'local child', undoOptions are those of a local activity, but Errand is none",
        (saga, steps) ->
            steps
                .step("local child")
                .undo(Errand.class, (e, key) -> e.run("cancel", key.toString(), "ok"))
                .undoOptions(LOCAL)
                .run(Bookings.class, (b, key) -> b.book(key.toString(), "ok")));
  }

  private static void sagas(Map<String, Mistake> all) {
    all.put(
        "maximumAttempts must be at least 1, was 0",
        (saga, steps) ->
            steps.nested("n", RetryOptions.newBuilder().build(), inner -> book(inner, "never")));
    all.put(
        "one block of the pattern 'saga'",
        (saga, steps) -> SagaCompensator.create(Desk.options().build()));
    all.put(
        "a saga of this run is still RUNNING",
        (saga, steps) -> saga.run(inner -> book(inner, "never")));
  }

  private static void states(Map<String, Mistake> all) {
    all.put(
        "state() while steps are in flight, whose ends it would not know: [branch]",
        (saga, steps) -> {
          start(undoable(steps, "branch"), "hold");
          saga.state();
        });
    all.put(
        "step 'lost' after state()",
        (saga, steps) -> {
          saga.state();
          book(steps, "lost");
        });
    all.put(
        "compensate() after state()",
        (saga, steps) -> {
          saga.state();
          saga.compensate();
        });
    all.put("the body's end after state()", (saga, steps) -> saga.state());
    all.put(
        "would forget the undo or confirm of [a]",
        (saga, steps) -> Workflow.continueAsNew((Object) null));
    all.put(
        "the undo log has schema 2, this version reads up to 1",
        (saga, steps) ->
            SagaCompensator.restore(
                Desk.options().build(),
                new SagaState(SagaState.SCHEMA + 1, States.ROOT, 1, false, null, List.of(), null)));
  }

  @Test
  void failTheTaskUndoNothingAndAreMendedByADeployment() {
    Map<String, SagaRun> runs = new LinkedHashMap<>();
    mistakes().forEach((says, mistake) -> runs.put(says, env.start(once(mistake))));

    runs.forEach(
        (says, run) -> {
          assertThat(run.result()).as(says).isEqualTo("done");
          assertThat(run.taskFailures()).as(says).singleElement().asString().contains(says);
          assertThat(run.report().steps()).as(says).extracting(s -> s.name()).contains("a");
          assertThat(run.report().outcome()).isEqualTo(SagaReport.Outcome.COMPLETED);
        });
    assertThat(env.ledger().effects("cancel")).isEmpty();
    assertThat(env.ledger().effects()).doesNotContain("book lost", "book never");
  }

  /** The first execution that comes to it makes it. */
  private static Flow.Script once(Mistake mistake) {
    AtomicInteger comes = new AtomicInteger();
    return (flow, saga, state) ->
        saga.run(
            steps -> {
              book(steps, "a");
              if (comes.incrementAndGet() == 1) {
                mistake.make(saga, steps);
              }
              return "done";
            });
  }
}
