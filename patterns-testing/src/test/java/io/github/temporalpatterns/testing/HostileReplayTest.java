// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.testing.Local.On;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileReplayTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void findsWhatDependsOnTheProcess(On what) {
    assertThat(catchThrowable(() -> run(Replay.STRICT, what))).isNull();
    assertThatThrownBy(() -> run(Replay.HOSTILE, what))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a run does not replay")
        .hasMessageContaining("(in another process: other set order, time zone, locale");
  }

  @Test
  void isQuietOnAWorkflowThatDependsOnNothing() {
    assertThat(catchThrowable(() -> run(Replay.HOSTILE, On.NOTHING))).isNull();
  }

  /** The SDK capitalizes "issue" by the default locale, which is Turkish in the other process. */
  @Test
  void doesNotBlameAWorkflowForTheNamesThatTheSdkMakes() {
    try (PatternEnv env = PatternEnv.open(hostile(Stamp.Impl.class).build())) {
      env.canned(Stamps.class).on(Stamps::issue).returns("issued");
      String result = env.scenario(Stamp.class).run(w -> w.run("x"));
      assertThat(result).isEqualTo("issued issued");
    }
  }

  @Test
  void replaysWithConverterAndInterceptorsOfTheUser() {
    PatternEnvOptions options =
        hostile(Stamp.Impl.class)
            .setClientOptions(client -> client.setDataConverter(GoldenHistoriesTest.flipping()))
            .addWorkerInterceptor(new Twice())
            .build();
    try (PatternEnv env = PatternEnv.open(options)) {
      env.canned(Stamps.class).on(Stamps::issue).returns("issued");
      String result = env.scenario(Stamp.class).run(w -> w.run("x"));
      assertThat(result).isEqualTo("issued issued");
    }
  }

  @Test
  void refusesWhatTheOtherProcessCannotHave() {
    Object captured = new Object();
    assertThatThrownBy(
            () ->
                hostile(Local.Impl.class)
                    .setClientOptions(client -> client.setIdentity("" + captured))
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another process cannot have the client options")
        .hasMessageContaining("java.lang.Object");
    assertThatThrownBy(() -> hostile(Local.Impl.class).addWorkerInterceptor(new Once(1)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another process cannot make the interceptor");
  }

  private static PatternEnvOptions.Builder hostile(Class<?> workflow) {
    return PatternEnvOptions.newBuilder(workflow)
        .setName("HostileReplayTest")
        .setServer(PatternEnvOptions.Server.EMBEDDED)
        .setReplay(Replay.HOSTILE);
  }

  private static void run(Replay replay, On what) {
    PatternEnvOptions options =
        PatternEnvOptions.newBuilder()
            .setName("HostileReplayTest")
            .setServer(PatternEnvOptions.Server.EMBEDDED)
            .setReplay(replay)
            .setWorkflows(Local.Impl.class)
            .build();
    try (PatternEnv env = PatternEnv.open(options)) {
      String result = env.scenario(Local.class).run(w -> w.run(what));
      assertThat(result).isEqualTo("done");
    }
  }

  /** Sleeps before each workflow: without it, a history that has that timer does not replay. */
  static final class Twice extends WorkerInterceptorBase {
    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
      return new WorkflowInboundCallsInterceptorBase(next) {
        @Override
        public WorkflowOutput execute(WorkflowInput input) {
          Workflow.sleep(Duration.ofMinutes(1));
          return super.execute(input);
        }
      };
    }
  }

  private static final class Once extends WorkerInterceptorBase {
    Once(int times) {
      assertThat(times).isOne();
    }
  }

  /** Has a name that begins with a small i. */
  @ActivityInterface
  public interface Stamps {
    String issue(String what);
  }

  /** Calls it both ways. */
  @WorkflowInterface
  public interface Stamp {
    @WorkflowMethod
    String run(String what);

    /** As an activity, and as a local one. */
    final class Impl implements Stamp {
      @Override
      public String run(String what) {
        Duration most = Duration.ofSeconds(9);
        Stamps stamps =
            Workflow.newActivityStub(
                Stamps.class, ActivityOptions.newBuilder().setStartToCloseTimeout(most).build());
        Stamps local =
            Workflow.newLocalActivityStub(
                Stamps.class,
                LocalActivityOptions.newBuilder().setStartToCloseTimeout(most).build());
        return stamps.issue(what) + " " + local.issue(what);
      }
    }
  }
}
