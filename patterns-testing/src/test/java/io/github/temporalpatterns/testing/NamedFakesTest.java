// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.CallerWorkflow.How;
import io.temporal.activity.DynamicActivity;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Activities that are known by their names only. */
@Tag("real-server")
@PatternTest(workflows = CallerWorkflow.Impl.class)
class NamedFakesTest {
  private static final String PATIENT =
      "each call of it is one attempt, so that a retry would be seen";

  @Test
  void playsTheScriptOfAName(PatternEnv env, Scenario<CallerWorkflow> caller) {
    env.cannedActivity("charge-card")
        .answers(args -> args.get(0, String.class) + args.get(1, Integer.class));
    String result = caller.run(c -> c.call(How.ACTIVITY, "charge-card"));
    assertThat(result).isEqualTo("tea7");
    assertThat(caller.attempts().of("charge-card").list().get(0).arguments())
        .containsExactly("tea", 7);
  }

  @Test
  void playsLocalActivitiesToo(PatternEnv env, Scenario<CallerWorkflow> caller) {
    env.cannedActivity("lookup").returns("found");
    String result = caller.run(c -> c.call(How.LOCAL_ACTIVITY, "lookup"));
    assertThat(result).isEqualTo("found");
  }

  @Test
  @PatternTest(workflows = CallerWorkflow.Impl.class, unchecked = Check.SCRIPTS)
  void refusesANameThatNobodyHas(PatternEnv env, Scenario<CallerWorkflow> caller) {
    env.cannedActivity("ChargeCard").completes();
    assertThatThrownBy(() -> caller.run(c -> c.call(How.ACTIVITY, "ChargeCrad")))
        .as(PATIENT)
        .hasStackTraceContaining(Canned.NO_SCRIPT)
        .hasStackTraceContaining("activity \"ChargeCrad\" was called but its worker has none")
        .hasStackTraceContaining("; did you mean ChargeCard? There are ChargeCard");
  }

  @Test
  @PatternTest(workflows = CallerWorkflow.Impl.class, unchecked = Check.SCRIPTS)
  void refusesItAlsoBesideTypedFakes(Scenario<CallerWorkflow> caller, Canned<Shipping> shipping) {
    shipping.on(Shipping::depots).returns(1).optional();
    assertThatThrownBy(() -> caller.run(c -> c.call(How.ACTIVITY, "Shap")))
        .hasStackTraceContaining("did you mean Ship? There are Depots, Label, Ship");
  }

  @Test
  void leavesADynamicActivityAlone(PatternEnv env, Scenario<CallerWorkflow> caller) {
    DynamicActivity own = arguments -> "own " + arguments.get(0, String.class);
    env.register(own);
    String result = caller.run(c -> c.call(How.ACTIVITY, "anything"));
    assertThat(result).isEqualTo("own tea");
    assertThatThrownBy(() -> env.cannedActivity("x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the worker has a DynamicActivity");
  }

  @Test
  @PatternTest(workflows = CallerWorkflow.Impl.class, unchecked = Check.SCRIPTS)
  void refusesTwoScriptsOfOneName(PatternEnv env, Canned<Shipping> shipping) {
    env.cannedActivity("x").completes();
    assertThatThrownBy(() -> env.cannedActivity("x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("x already has a script, at ")
        .hasMessageContaining("NamedFakesTest.java");
    assertThatThrownBy(() -> env.cannedActivity("Ship"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("activity Ship is already registered");
    env.cannedActivity("Charge").completes();
    assertThatThrownBy(() -> env.canned(Payments.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("activity Charge is already registered");
  }
}
