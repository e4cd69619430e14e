// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.client.WorkflowClient;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** What one JUnit test gets injected: one environment, made when something first asks for it. */
final class TestObjects {
  private static final Set<Class<?>> SUPPORTED =
      Set.of(
          PatternEnv.class,
          TestClock.class,
          Scenario.class,
          Canned.class,
          Effects.class,
          WorkflowClient.class);

  private final PatternEnvOptions options;
  private final Map<Class<?>, Scenario<?>> scenarios = new HashMap<>();
  private @Nullable PatternEnv env;
  private @Nullable Watchdog watchdog;
  private @Nullable AssertionError expired;

  TestObjects(PatternEnvOptions options) {
    this.options = options;
  }

  static boolean supports(Class<?> type) {
    return SUPPORTED.contains(type);
  }

  Object resolve(Type parameter) {
    if (parameter == PatternEnv.class) {
      return env();
    }
    if (parameter == TestClock.class) {
      return env().clock();
    }
    if (parameter == Effects.class) {
      return env().effects();
    }
    if (parameter == WorkflowClient.class) {
      return env().client();
    }
    if (parameter instanceof ParameterizedType generic
        && generic.getActualTypeArguments()[0] instanceof Class<?> argument) {
      return generic.getRawType() == Canned.class
          ? env().canned(argument)
          : scenarios.computeIfAbsent(argument, env()::scenario);
    }
    throw new ParameterResolutionException(
        parameter.getTypeName() + " must name its interface, as in Scenario<OrderWorkflow>");
  }

  /** Interrupts the calling thread if the test takes longer than its environment may. */
  void watch(Duration grace) {
    watchdog = Watchdog.start(options.watchdog().plus(grace));
  }

  /**
   * Ends the watch; explains, now that the thread can ask the server, a test that took too long.
   */
  void stopWatching() {
    if (watchdog != null && watchdog.stop()) {
      String what = "the test did not end in " + options.watchdog().toSeconds() + " s of real time";
      expired = env == null ? new AssertionError(what) : env.evidence().failure(what);
    }
  }

  /** The explanation of a test that took too long. */
  @Nullable AssertionError expired() {
    return expired;
  }

  /** Keeps the histories of a test that failed, and does not blame it for what it left out. */
  void saveHistories() {
    if (env != null) {
      env.evidence().saveAll();
      env.excuseUnusedScripts();
    }
  }

  void close() {
    if (env != null) {
      env.close();
    }
  }

  private PatternEnv env() {
    PatternEnv opened = env == null ? PatternEnv.open(options) : env;
    env = opened;
    return opened;
  }
}
