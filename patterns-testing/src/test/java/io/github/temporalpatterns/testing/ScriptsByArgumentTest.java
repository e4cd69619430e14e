// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static io.github.temporalpatterns.testing.activity.TimeoutKind.SCHEDULE_TO_START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.testing.internal.Shown;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Scripts whose behaviours depend on the arguments, for calls in no certain order. */
@PatternTest(workflows = ScriptsByArgumentTest.Asking.Impl.class)
class ScriptsByArgumentTest {

  @ActivityInterface
  public interface Offers {
    int ask(String supplier, String item);

    void order(String supplier);
  }

  @WorkflowInterface
  public interface Asking {
    @WorkflowMethod
    List<Integer> askAll(List<String> suppliers);

    final class Impl implements Asking {
      private final ActivityOptions options =
          ActivityOptions.newBuilder()
              .setScheduleToStartTimeout(Duration.ofMinutes(1))
              .setStartToCloseTimeout(Duration.ofMinutes(1))
              .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(3).build())
              .build();
      private final Offers offers = Workflow.newActivityStub(Offers.class, options);

      @Override
      public List<Integer> askAll(List<String> suppliers) {
        List<Promise<Integer>> asked =
            suppliers.stream().map(name -> Async.function(offers::ask, name, "lamp")).toList();
        List<Integer> answers = asked.stream().map(Impl::answer).toList();
        offers.order(suppliers.get(0));
        return answers;
      }

      private static int answer(Promise<Integer> asked) {
        try {
          return asked.get();
        } catch (ActivityFailure noOffer) {
          return -1;
        }
      }
    }
  }

  @Test
  void eachArgumentHasARowOfItsOwn(Scenario<Asking> asking, Canned<Offers> offers) {
    offers
        .on(Offers::ask)
        .when((supplier, item) -> supplier.equals("acme"))
        .fails(2, "DOWN")
        .then()
        .returns(5)
        .when((supplier, item) -> supplier.startsWith("b"))
        .failsNonRetryable("CLOSED")
        .otherwise()
        .returns(7)
        .times(2);
    offers.on(Offers::order).when(supplier -> supplier.equals("zack")).completes();

    assertThat(
            asking.<List<Integer>>run(
                a -> a.askAll(List.of("zack", "bill", "acme", "bert", "yan"))))
        .containsExactly(7, -1, 5, -1, 7);

    verifyThat(asking).ran("ask").times(5).attempts(7);
  }

  @Test
  void aConditionChoosesBeforeACallStarts(Scenario<Asking> asking, Canned<Offers> offers) {
    offers
        .on(Offers::ask)
        .when((supplier, item) -> supplier.equals("acme"))
        .timesOut(SCHEDULE_TO_START)
        .otherwise()
        .returns(7);
    offers.on(Offers::order).completes();

    assertThat(asking.<List<Integer>>run(a -> a.askAll(List.of("zack", "acme"))))
        .containsExactly(7, -1);
  }

  @Test
  void activitiesKnownByNameHaveConditionsToo(PatternEnv env) {
    env.cannedActivity("Ask")
        .when(arguments -> arguments.get(0, String.class).equals("acme"))
        .returns(5)
        .otherwise()
        .returns(7);
    env.cannedActivity("Order").completes();

    assertThat(
            env.scenario(Asking.class).<List<Integer>>run(a -> a.askAll(List.of("zack", "acme"))))
        .containsExactly(7, 5);
  }

  @Test
  void aCallThatNoConditionHoldsForFailsTheTest() {
    assertThat(
            endOf(
                ask -> ask.when((supplier, item) -> supplier.equals("acme")).returns(5).optional()))
        .hasMessageContaining(
            "Offers.ask was called with [zack, lamp], of which no when(...) holds")
        .hasMessageContaining("add one, or otherwise()");
  }

  @Test
  void aRowThatNoCallComesToFailsTheTest() {
    assertThat(
            endOf(
                ask -> {
                  ask.returns(7);
                  ask.when((supplier, item) -> supplier.equals("acme")).returns(5);
                  ask.when((supplier, item) -> false);
                }))
        .hasMessageContaining("Offers.ask: returns(5) served no call, at ")
        .hasMessageContaining("on(Offers::ask).when(...) is followed by no behaviour, at ");
  }

  @Test
  void aConditionThatThrowsFailsTheTest() {
    assertThat(endOf(ask -> ask.when((supplier, item) -> supplier.charAt(99) == 'x').returns(5)))
        .hasMessageContaining("the condition of on(Offers::ask)")
        .hasMessageContaining("threw java.lang.StringIndexOutOfBounds");
  }

  @Test
  void describesWhatCannotSayWhatItIs() {
    Object mute =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("mute");
          }
        };
    assertThat(Shown.of(mute)).contains("its toString threw java.lang.IllegalStateException: mute");
    assertThat(Shown.of(new Object[] {1, new byte[] {2}, null})).isEqualTo("[1, [2], null]");
    assertThat(Shown.of("x".repeat(300))).hasSize(203).endsWith("...");
  }

  private static Throwable endOf(
      Consumer<Script<?, Functions.Func2<String, String, Boolean>, Integer>> script) {
    return catchThrowable(
        () -> {
          try (PatternEnv env = PatternEnv.open(Asking.Impl.class)) {
            script.accept(env.canned(Offers.class).on(Offers::ask));
            env.canned(Offers.class).on(Offers::order).completes();
            env.scenario(Asking.class).<List<Integer>>run(a -> a.askAll(List.of("zack")));
          }
        });
  }
}
