// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.PatternEnvOptions.Server;
import io.github.temporalpatterns.testing.PatternEnvOptions.Time;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The tests of the clock again, on a real server that skips time. */
@Tag("real-server-only")
@EnabledIfSystemProperty(
    named = "patterns.test.devServer",
    matches = ".+",
    disabledReason = "name the temporal command in -Dpatterns.test.devServer")
class DevServerTest extends TestClockTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Override
  PatternEnvOptions.Builder configure(PatternEnvOptions.Builder options) {
    return options.setServer(Server.DEV_SERVER);
  }

  @Test
  void knowsWhatItCanDo(PatternEnv env) {
    assertThat(env.can(Capability.TIME_SKIPPING)).isTrue();
    assertThat(env.can(Capability.ACTIVITY_TIME_SKIPPING)).isFalse();
    assertThat(env.can(Capability.SHARED_CLOCK)).isFalse();
    assertThat(env.can(Capability.RETRY_BACKOFF)).isFalse();
    assertThat(env.can(Capability.LIST)).isTrue();
    assertThat(env.can(Capability.WORKFLOW_PAUSE)).isTrue();
  }

  @Test
  void skipsTheTimeOfChildren(PatternEnv env) {
    env.worker().registerWorkflows(HangTest.Sleeper.Impl.class, HangTest.Sleeper.Parent.Impl.class);
    Scenario<HangTest.Sleeper.Parent> parent = env.scenario(HangTest.Sleeper.Parent.class);
    Instant start = env.clock().now();
    parent.runVoid(HangTest.Sleeper.Parent::wait3Hours);
    assertThat(Duration.between(start, env.clock().now())).isBetween(HOUR, HOUR.multipliedBy(4));
  }

  @Test
  void takesRealTimeIfAsked() {
    PatternEnvOptions.Builder options = configure(PatternEnvOptions.newBuilder());
    try (PatternEnv env = PatternEnv.open(options.setTime(Time.REAL).build())) {
      assertThat(env.can(Capability.TIME_SKIPPING)).isFalse();
      Instant start = env.clock().now();
      env.clock().advance(Duration.ofMillis(50));
      assertThat(Duration.between(start, env.clock().now())).isLessThan(HOUR);
    }
  }
}
