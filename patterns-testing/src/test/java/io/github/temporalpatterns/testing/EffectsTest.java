// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.testing.ProbeWorkflow.Plan;
import io.github.temporalpatterns.testing.ProbeWorkflow.Probe;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real-server")
@PatternTest(workflows = {ProbeWorkflow.Impl.class, EffectsTest.Undead.class})
class EffectsTest {

  @Test
  void findsWhatWasDoneTwice(Effects effects) {
    effects.did("charge:o1");
    effects.undid("charge:o1");
    effects.did("charge:o1");
    effects.did("ship:o1");
    assertThat(effects.duplicates()).isEmpty();
    effects.did("charge:o1");
    assertThat(effects.duplicates()).containsExactly("charge:o1");
    assertThat(effects).hasToString("[charge:o1, -charge:o1, charge:o1, ship:o1, charge:o1]");
  }

  @Test
  void findsWhatNobodyUndid(Effects effects) {
    effects.did("a");
    effects.did("b");
    effects.undid("a");
    assertThat(effects.remaining()).containsExactly("b");
    effects.did("a");
    assertThat(effects.remaining()).containsExactly("a", "b");
  }

  @Test
  void findsWhatWasUndoneInVain(Effects effects) {
    effects.did("a");
    effects.undid("a");
    assertThat(effects.undoneInVain()).isEmpty();
    effects.undid("a");
    effects.undid("b");
    assertThat(effects.undoneInVain()).containsExactly("a", "b");
  }

  @Test
  void findsAnEffectThatHappenedAgainAfterItsAnswerWasLost(
      Effects effects, Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe
        .on(Probe::touch)
        .crashesAfter(what -> note(effects, what))
        .then()
        .answers(what -> note(effects, what));
    run.run(w -> w.touch(new Plan(60_000, 900, 0, 2, false)));
    assertThat(effects.duplicates()).containsExactly("it");
    assertThat(effects.afterCancel()).isEmpty();
  }

  @Test
  void findsBusinessAfterACancel(PatternEnv env, Effects effects, Canned<Probe> probe) {
    probe
        .on(Probe::touch)
        .ignoresCancel()
        .answers(what -> note(effects, "late answer"))
        .then()
        .answers(what -> note(effects, "business as usual"));
    Scenario<UndeadContract> run = env.scenario(UndeadContract.class);
    run.start(UndeadContract::live);
    run.await("the first touch", () -> run.attempts().count() == 1);
    run.cancel();
    assertThat(catchThrowable(() -> run.result(String.class)))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(effects.list()).containsExactly("late answer", "business as usual");
    assertThat(effects.afterCancel()).containsExactly("business as usual");
  }

  private static String note(Effects effects, String key) {
    effects.did(key);
    return key;
  }

  @WorkflowInterface
  public interface UndeadContract {
    @WorkflowMethod
    String live();
  }

  /** Goes on with its business after it has been cancelled. */
  public static final class Undead implements UndeadContract {
    private final Probe probe =
        Workflow.newActivityStub(
            Probe.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(60))
                .setHeartbeatTimeout(Duration.ofSeconds(30))
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .build());

    @Override
    public String live() {
      probe.touch("one");
      Workflow.newDetachedCancellationScope(() -> probe.touch("two")).run();
      return "alive";
    }
  }
}
