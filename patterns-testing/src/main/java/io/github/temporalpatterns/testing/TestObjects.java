// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.activity.Attempts;
import io.github.temporalpatterns.testing.internal.RunStory;
import io.github.temporalpatterns.testing.internal.Watchdog;
import io.temporal.activity.ActivityInterface;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.workflow.WorkflowInterface;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * What one JUnit test, or what a class around its tests, gets injected: one environment, made when
 * something first asks for it.
 */
final class TestObjects {
  private static final String TAKES =
      "a test takes PatternEnv, TestClock, TestWorker, Scenario<W>, Canned<A>, Effects and"
          + " WorkflowClient; attempts and histories are asked of a Scenario";

  private static final Set<Class<?>> SUPPORTED =
      Set.of(
          PatternEnv.class,
          TestClock.class,
          TestWorker.class,
          Effects.class,
          Scenario.class,
          Canned.class,
          WorkflowClient.class);

  private static final Set<Class<?>> REFUSED =
      Set.of(Attempts.class, WorkflowExecutionHistory.class);

  private final PatternEnvOptions options;
  private final Function<PatternEnvOptions, PatternEnv> opener;
  private final Map<Class<?>, Scenario<?>> scenarios = new HashMap<>();
  private @Nullable PatternEnv env;
  private @Nullable Watchdog watchdog;
  private @Nullable AssertionError expired;

  TestObjects(PatternEnvOptions options) {
    this(options, PatternEnv::open);
  }

  private TestObjects(PatternEnvOptions options, Function<PatternEnvOptions, PatternEnv> opener) {
    this.options = options;
    this.opener = opener;
  }

  /** Makes the objects of a test that begins and shares the server of its class. */
  TestObjects ofTest(PatternEnvOptions ofTest) {
    if (env != null) {
      env.waits().restart();
    }
    return new TestObjects(ofTest, others -> env().beside(others));
  }

  /** What can be injected, and what a test may take for such: that it refuses with a reason. */
  static boolean supports(Class<?> type) {
    return SUPPORTED.contains(type)
        || REFUSED.contains(type)
        || type.isAnnotationPresent(WorkflowInterface.class)
        || type.isAnnotationPresent(ActivityInterface.class);
  }

  static boolean isOfTheKit(Class<?> type) {
    return type != WorkflowClient.class && SUPPORTED.contains(type);
  }

  Object resolve(Type parameter) {
    if (parameter instanceof Class<?> type) {
      return resolve(type);
    }
    if (parameter instanceof ParameterizedType generic
        && generic.getActualTypeArguments()[0] instanceof Class<?> argument) {
      if (generic.getRawType() == Canned.class) {
        return env().canned(argument);
      }
      if (generic.getRawType() == Scenario.class) {
        return scenarios.computeIfAbsent(argument, env()::scenario);
      }
    }
    throw mustName(parameter);
  }

  private Object resolve(Class<?> type) {
    if (type == PatternEnv.class) {
      return env();
    }
    if (type == TestClock.class) {
      return env().clock();
    }
    if (type == TestWorker.class) {
      return env().worker();
    }
    if (type == Effects.class) {
      return env().effects();
    }
    if (type == WorkflowClient.class) {
      return env().client();
    }
    throw refusal(type);
  }

  private static ParameterResolutionException refusal(Class<?> type) {
    if (type == Scenario.class || type == Canned.class) {
      return mustName(type);
    }
    String name = type.getSimpleName();
    if (type.isAnnotationPresent(WorkflowInterface.class)) {
      return new ParameterResolutionException(
          "to run %s, declare Scenario<%1$s>; to fake it as a child, Canned<%1$s>".formatted(name));
    }
    if (type.isAnnotationPresent(ActivityInterface.class)) {
      return new ParameterResolutionException("to script %s, declare Canned<%1$s>".formatted(name));
    }
    return new ParameterResolutionException("cannot inject " + name + ": " + TAKES);
  }

  private static ParameterResolutionException mustName(Type type) {
    return new ParameterResolutionException(
        type.getTypeName() + " must name its interface, as in Scenario<OrderWorkflow>");
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
  void saveHistories(Throwable failure) {
    if (env != null) {
      env.evidence().saveAll().map(RunStory::new).ifPresent(failure::addSuppressed);
      env.excuseUnusedScripts();
    }
  }

  void close() {
    if (env != null) {
      env.close();
    }
  }

  private PatternEnv env() {
    PatternEnv opened = env == null ? opener.apply(options) : env;
    env = opened;
    return opened;
  }
}
