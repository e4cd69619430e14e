// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static io.github.temporalpatterns.testing.activity.TimeoutKind.START_TO_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each assertion holds where it should, and says what was wrong where it does not. */
@Tag("real-server")
@PatternTest(workflows = OrderWorkflowImpl.class)
class RunAssertTest {

  @Test
  void readsARunThatCompleted(
      Scenario<OrderWorkflow> order, Canned<Payments> payments, Canned<Shipping> shipping) {
    shipAfterOneRetry(order, payments, shipping);
    verifyThat(order)
        .ran("charge")
        .times(1)
        .attempts(2)
        .backedOff(Duration.ofMillis(950))
        .atMostAtOnce(1)
        .with("book", 100)
        .before("ship")
        .completed()
        .and()
        .ran("Ship")
        .after("charge")
        .notBefore(Duration.ofMillis(950))
        .and()
        .inOrder("charge", "ship")
        .neverRan("refund")
        .ranAtMostAtOnce(1)
        .took(Duration.ofMillis(950), Duration.ofMinutes(1))
        .leftNoTimer()
        .continuedAsNew(0)
        .withinLimits()
        .completed();
  }

  @Test
  void saysWhatIsWrongOfARunThatCompleted(
      Scenario<OrderWorkflow> order, Canned<Payments> payments, Canned<Shipping> shipping) {
    shipAfterOneRetry(order, payments, shipping);
    fails(order, v -> v.ran("charge").times(2), "Charge ran 1 times, not 2");
    fails(order, v -> v.ran("charge").attempts(1), "Charge had 2 attempts, not 1");
    fails(order, v -> v.ran("charge").backedOff(), "the retries of Charge waited [PT");
    fails(order, v -> v.ran("charge").backedOff(Duration.ofHours(1)), ", not [PT1H]");
    fails(order, v -> v.ran("charge").with("pen", 100), "with [[book, 100]], not with [pen, 100]");
    fails(order, v -> v.ran("charge").after("ship"), "Charge was scheduled before Ship had ended");
    fails(order, v -> v.ran("ship").before("charge"), "Charge was scheduled before Ship had ended");
    fails(order, v -> v.ran("charge").failedWith("BUSY"), "Charge failed by [], not BUSY");
    fails(order, v -> v.ran("charge").atMostAtOnce(0), "1 attempts of Charge ran at once");
    fails(order, v -> v.ran("charge").notBefore(Duration.ofHours(1)), "after the start, not PT1H");
    fails(order, v -> v.ran("refund"), "Refund never ran");
    fails(order, v -> v.neverRan("charge"), "Charge ran 1 times");
    fails(order, v -> v.inOrder("ship", "charge"), "the order [Ship, Charge], but it was [Charge");
    fails(order, v -> v.inOrder("charge", "refund"), "but it was [Charge]");
    fails(order, v -> v.ranAtMostAtOnce(0), "1 activities ran at once, more than 0");
    fails(order, v -> v.took(Duration.ZERO, Duration.ZERO), ", not PT0S to PT0S");
    fails(order, v -> v.took(Duration.ofHours(1), Duration.ofHours(2)), "not PT1H to PT2H");
    fails(order, v -> v.continuedAsNew(1), "it continued as new 0 times, not 1");
    fails(
        order, v -> v.failedWith("X"), "it should have failed, but its newest event is completed");
    fails(order, RunAssert::canceled, "it should have canceled");
    fails(order, RunAssert::terminated, "it should have terminated");
    fails(order, RunAssert::timedOut, "it should have timed out");
    assertThatThrownBy(() -> verifyThat(order).ran("shop"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no worker has an activity \"shop\"; did you mean Ship?");
  }

  private static void shipAfterOneRetry(
      Scenario<OrderWorkflow> order, Canned<Payments> payments, Canned<Shipping> shipping) {
    payments.on(Payments::charge).fails(1, "BUSY").then().returns("c1");
    shipping.on(Shipping::ship).returns("s1");
    order.run(o -> o.place("book"));
  }

  @Test
  void readsARunThatFailedAndUndid(
      Scenario<OrderWorkflow> order, Canned<Payments> payments, Canned<Shipping> shipping) {
    payments.on(Payments::charge).returns("c1");
    payments.on(Payments::refund).completes();
    shipping.on(Shipping::ship).failsNonRetryable("NO_COURIER");
    assertThat(catchThrowable(() -> order.run(o -> o.place("book")))).isNotNull();

    verifyThat(order)
        .undidInReverse(Map.of("charge", "refund"))
        .failedWith("NO_COURIER")
        .ran("ship")
        .failedWith("NO_COURIER")
        .and()
        .ran("refund")
        .after("ship");
    fails(order, v -> v.failedWith("DECLINED"), "it failed by [NO_COURIER], not DECLINED");
    fails(order, v -> v.ran("ship").completed(), "not every call of Ship completed");
    fails(order, v -> v.ran("ship").timedOut(START_TO_CLOSE), "Ship failed by [NO_COURIER], not");
    fails(
        order,
        v -> v.undidInReverse(Map.of("charge", "label")),
        "Charge should have been undone by Label as undo 1, but the undos were []");
    fails(order, RunAssert::completed, "it should have completed, but its newest event is failed");
  }

  @Test
  void readsTimersMessagesChildrenAndContinuedRuns() {
    Class<?>[] workflows = {StoryWorkflow.Impl.class, StoryWorkflow.Aside.Impl.class};
    try (PatternEnv env = PatternEnv.open(workflows)) {
      env.canned(StoryWorkflow.Teller.class).on(StoryWorkflow.Teller::line).completes().times(3);
      env.canned(StoryWorkflow.Notes.class).on(StoryWorkflow.Notes::take).returns("noted");
      Duration pause =
          env.can(Capability.TIME_SKIPPING) ? Duration.ofHours(5) : Duration.ofSeconds(1);
      Scenario<StoryWorkflow> story = env.scenario(StoryWorkflow.class);
      story.start(s -> s.tell(pause, false));
      story.stub().applaud();
      env.clock().advance(pause);
      story.await("the lines", () -> story.attempts().count() == 4);
      story.stub().encore();
      story.result(Void.class);

      verifyThat(story)
          .waited(pause)
          .timerCanceled(Duration.ofDays(1))
          .signalled("applaud")
          .updated("encore")
          .childStarted("Aside")
          .continuedAsNew(1)
          .completed()
          .took(pause, pause.plusMinutes(5))
          .ran("NoteTake")
          .completed()
          .before("TellLine")
          .and()
          .ran("TellLine")
          .times(3)
          .notBefore(pause);
      fails(story, RunAssert::leftNoTimer, "but there are [PT48H left open]");
      fails(story, v -> v.waited(Duration.ofDays(1)), "a timer of PT24H to fire");
      fails(
          story, v -> v.timerCanceled(pause), "but the timers were [" + pause + " fired, PT24H c");
      fails(story, v -> v.signalled("boo"), "expected the signal boo, but there were [applaud]");
      fails(story, v -> v.updated("boo"), "expected the update boo, but there were [encore]");
      fails(story, v -> v.childStarted("Act"), "expected the child Act, but there were [Aside]");
    }
  }

  @Test
  void showsTheTimeline(Scenario<OrderWorkflow> order, Canned<Payments> payments) {
    payments.on(Payments::charge).failsNonRetryable("DECLINED");
    assertThat(catchThrowable(() -> order.run(o -> o.place("book")))).isNotNull();
    assertThatThrownBy(() -> verifyThat(order).as("the order").completed())
        .hasMessageStartingWith("[the order] OrderWorkflow-")
        .message()
        .contains("timeline, by the server's clock:")
        .containsPattern("\\+\\S+ run OrderWorkflow started\n")
        .containsPattern("\\+\\S+ activity Charge scheduled\n")
        .containsPattern("\\+\\S+ activity Charge failed: DECLINED\n")
        .containsPattern("\\+\\S+ run failed: DECLINED$")
        .doesNotContain("task");
  }

  @Test
  void seesACancelAndATermination(PatternEnv env, Canned<Payments> payments) {
    payments.on(Payments::charge).hangsUntilCancelled().optional();
    Scenario<OrderWorkflow> cancelled = env.scenario(OrderWorkflow.class);
    cancelled.start(o -> o.place("book"));
    cancelled.await("the charge", () -> cancelled.attempts().count() == 1);
    cancelled.cancel();
    assertThat(catchThrowable(() -> cancelled.result(String.class))).isNotNull();
    verifyThat(cancelled).canceled().neverRan("refund");
    fails(cancelled, v -> v.ran("charge").completed(), "not every call of Charge completed");

    Scenario<OrderWorkflow> terminated = env.scenario(OrderWorkflow.class);
    terminated.start(o -> o.place("book"));
    terminated.await("its charge", () -> terminated.attempts().count() == 1);
    terminated.untyped().terminate("enough");
    verifyThat(terminated).terminated();
  }

  @Test
  void seesATimeout() {
    try (PatternEnv env = PatternEnv.open(HangTest.Sleeper.Impl.class)) {
      Scenario<HangTest.Sleeper> run = env.scenario(HangTest.Sleeper.class);
      run.configure(options -> options.setWorkflowExecutionTimeout(Duration.ofSeconds(1)));
      assertThat(catchThrowable(() -> run.runVoid(w -> w.sleep(Duration.ofHours(3))))).isNotNull();
      verifyThat(run).timedOut();
    }
  }

  private static void fails(Scenario<?> run, Consumer<RunAssert> assertion, String message) {
    assertThatThrownBy(() -> assertion.accept(verifyThat(run)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }

  @Test
  @PatternTest(workflows = Telegraph.Impl.class)
  void comparesArraysByTheirElements(Scenario<Telegraph> telegraph, Canned<Wire> wire) {
    wire.on(Wire::transmit).completes();
    telegraph.runVoid(Telegraph::send);
    verifyThat(telegraph).ran("transmit").with(new byte[] {1, 2}, new String[] {"a", "b"});
    fails(
        telegraph,
        v -> v.ran("transmit").with(new byte[] {1, 3}, new String[] {"a"}),
        "with [[[1, 2], [a, b]]], not with [[1, 3], [a]]");
  }

  /** Takes arrays. */
  @ActivityInterface
  public interface Wire {
    void transmit(byte[] data, String[] tags);
  }

  /** Sends arrays. */
  @WorkflowInterface
  public interface Telegraph {
    @WorkflowMethod
    void send();

    final class Impl implements Telegraph {
      @Override
      public void send() {
        ActivityOptions options =
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build();
        Workflow.newActivityStub(Wire.class, options)
            .transmit(new byte[] {1, 2}, new String[] {"a", "b"});
      }
    }
  }
}
