// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.testing.Local.On;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
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

  @Test
  void refusesWhatTheOtherProcessCannotHave() {
    assertThatThrownBy(
            () ->
                PatternEnvOptions.newBuilder()
                    .setReplay(Replay.HOSTILE)
                    .setClientOptions(client -> client.setIdentity("me"))
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another process cannot have the client options");
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
}
