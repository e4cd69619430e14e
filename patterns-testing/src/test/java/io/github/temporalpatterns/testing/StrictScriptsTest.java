// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.temporalpatterns.testing.ProbeWorkflow.Plan;
import io.github.temporalpatterns.testing.ProbeWorkflow.Probe;
import io.github.temporalpatterns.testing.activity.TimeoutKind;
import io.temporal.activity.ActivityInterface;
import io.temporal.failure.ActivityFailure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What the scripts object to fails the test, although the workflow under test swallows it. */
@Tag("real-server")
class StrictScriptsTest {

  /** Catches whatever its activity fails by. */
  public static final class Deaf implements ProbeWorkflow {
    private final ProbeWorkflow.Impl loud = new ProbeWorkflow.Impl();

    @Override
    public String touch(Plan plan) {
      try {
        return loud.touch(plan);
      } catch (ActivityFailure swallowed) {
        return "swallowed";
      }
    }
  }

  @Test
  void anUnscriptedCall() {
    assertThat(endOf(env -> env.canned(Probe.class)))
        .hasMessageContaining("do not fit what its workflows did")
        .hasMessageContaining("Probe.touch was called but has no script")
        .hasMessageContaining("on(Probe::touch)");
  }

  @Test
  void anActivityThatNobodyHas() {
    assertThat(endOf(env -> {}))
        .hasMessageContaining("activity \"Touch\" was called but its worker has none of that name")
        .hasMessageContaining("cannedActivity(\"Touch\")");
  }

  @Test
  void anAssertionThatFailsInAScript() {
    assertThat(
            endOf(
                env ->
                    env.canned(Probe.class)
                        .on(Probe::touch)
                        .answers(
                            what -> {
                              assertThat(what).isEqualTo("that");
                              return "well";
                            })))
        .hasMessageContaining("an assertion failed in the script of Probe.touch, at ")
        .hasMessageContaining("expected: \"that\"");
  }

  @Test
  void anExhaustedScript() {
    assertThat(endOf(env -> env.canned(Probe.class).on(Probe::touch).fails(2, "A")))
        .hasMessageContaining("the script of Probe.touch is exhausted after 2 calls")
        .hasMessageContaining("StrictScriptsTest.java:");
  }

  @Test
  void aBadScript() {
    assertThat(
            endOf(env -> env.canned(Probe.class).on(Probe::touch).timesOut(TimeoutKind.HEARTBEAT)))
        .hasMessageContaining("Touch cannot end by HEARTBEAT: it has no such timeout");
  }

  @Test
  void aBehaviourThatNobodyUsed() {
    assertThat(
            endOf(env -> env.canned(Probe.class).on(Probe::touch).returns("1").then().returns("2")))
        .hasMessageContaining("Probe.touch: returns(2) served no call, at ")
        .hasMessageContaining("StrictScriptsTest.java:")
        .message()
        .doesNotContain("returns(1)");
  }

  @Test
  void aBehaviourUsedTooSeldom() {
    assertThat(endOf(env -> env.canned(Probe.class).on(Probe::touch).returns("1").times(3)))
        .hasMessageContaining("returns(1) served 1 of 3 calls");
  }

  @Test
  void aScriptWithoutBehaviour() {
    assertThat(
            endOf(
                env -> {
                  env.canned(Probe.class).on(Probe::touch).returns("1");
                  env.worker("other").canned(Probe.class).on(Probe::touch);
                }))
        .hasMessageContaining("on(Probe::touch) is followed by no behaviour, at ");
  }

  @Test
  void aThenAfterWhichNothingComes() {
    assertThat(endOf(env -> env.canned(Probe.class).on(Probe::touch).returns("1").then()))
        .hasMessageContaining("Probe.touch: then() is followed by no behaviour, at ")
        .hasMessageContaining("StrictScriptsTest.java:");
  }

  @Test
  void acceptsWhatIsOptional() {
    assertThat(
            endOf(
                env ->
                    env.canned(Probe.class)
                        .on(Probe::touch)
                        .returns("1")
                        .then()
                        .returns("2")
                        .optional()))
        .isNull();
  }

  @Test
  void acceptsEverythingIfTold() {
    PatternEnvOptions options =
        PatternEnvOptions.newBuilder().setWorkflows(Deaf.class).setUnchecked(Check.SCRIPTS).build();
    assertThat(endOf(options, env -> env.canned(Probe.class))).isNull();
  }

  @Test
  void refusesToCompleteWhatReturnsSomething() {
    try (PatternEnv env = PatternEnv.open()) {
      Script<?, ?, String> script = env.canned(Probe.class).on(Probe::touch);
      assertThatThrownBy(script::completes)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Probe.touch returns String: say which with returns(...)");
      script.returns("never").optional();
    }
  }

  @Test
  void refusesNullWhereThereIsNone() {
    try (PatternEnv env = PatternEnv.open()) {
      Script<?, ?, Integer> script = env.canned(Counter.class).on(Counter::count);
      assertThatThrownBy(() -> returnsNull(script))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Counter.count returns int, which is never null");
      script.returns(1).optional();
    }
  }

  @SuppressWarnings("NullAway") // the mistake that is tried
  private static void returnsNull(Script<?, ?, Integer> script) {
    script.returns(null);
  }

  /** Returns a primitive. */
  @ActivityInterface
  public interface Counter {
    int count();
  }

  @Test
  void namesTheNearestMethod() {
    try (PatternEnv env = PatternEnv.open()) {
      assertThatThrownBy(() -> env.canned(Shipping.class).on(StrictScriptsTest::shap))
          .hasMessageContaining("not StrictScriptsTest::shap; ")
          .hasMessageContaining("there are Shipping::depots, Shipping::label, Shipping::ship");
      env.canned(Shipping.class);
      assertThatThrownBy(() -> env.attempts().of("shap"))
          .hasMessage(
              "no worker has an activity \"shap\"; did you mean Ship? There are "
                  + "Depots, Label, Ship");
    }
  }

  private static String shap(Shipping shipping, String item) {
    return shipping.ship(item);
  }

  @Test
  void excusesAFailedOrSkippedTestForWhatItLeftOut() {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Unfinished.class))
            .execute()
            .testEvents();
    tests.assertStatistics(statistics -> statistics.failed(1).aborted(1));
    Throwable failure =
        tests.failed().stream()
            .findFirst()
            .orElseThrow()
            .getRequiredPayload(TestExecutionResult.class)
            .getThrowable()
            .orElseThrow();
    assertThat(failure).hasMessage("the test's own").hasNoSuppressedExceptions();
  }

  @PatternTest
  static class Unfinished {
    @Test
    void fails(Canned<Probe> probe) {
      probe.on(Probe::touch).returns("unused");
      throw new AssertionError("the test's own");
    }

    @Test
    void isSkipped(Canned<Probe> probe) {
      probe.on(Probe::touch).returns("unused");
      Assumptions.abort("not here");
    }
  }

  private static @Nullable Throwable endOf(Consumer<PatternEnv> script) {
    return endOf(PatternEnvOptions.newBuilder().setWorkflows(Deaf.class).build(), script);
  }

  /** Runs the workflow once, which always ends well, and returns what closing throws. */
  private static @Nullable Throwable endOf(PatternEnvOptions options, Consumer<PatternEnv> script) {
    return catchThrowable(
        () -> {
          try (PatternEnv env = PatternEnv.open(options)) {
            script.accept(env);
            env.scenario(ProbeWorkflow.class).run(w -> w.touch(Plan.DEFAULT));
          }
        });
  }
}
