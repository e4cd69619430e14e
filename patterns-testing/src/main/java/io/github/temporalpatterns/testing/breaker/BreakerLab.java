// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An environment whose dependency does what a request's name says: {@code fail...} fails, {@code
 * other...} fails by another type, {@code gate...} answers when its gate is opened, anything else
 * is answered at once.
 */
final class BreakerLab implements AutoCloseable {
  static final String REFUSED = "REFUSED";
  static final String OTHER = "OTHER";

  private final PatternEnv env;
  private final Map<String, CompletableFuture<Boolean>> gates = new ConcurrentHashMap<>();

  BreakerLab(BreakerContract contract, String name) {
    env =
        PatternEnv.open(
            PatternEnvOptions.newBuilder()
                .setName(name)
                .setTime(PatternEnvOptions.Time.REAL)
                .setWatchdog(contract.patience())
                .setClientOptions(client -> client.setIdentity("contract"))
                .setRunTimeout(Duration.ofMinutes(5))
                .build());
    env.worker().registerWorkflowFactory(ScriptedBreaker.class, () -> new BreakerRun(contract));
    env.register((Dependency) this::ask);
  }

  PatternEnv env() {
    return env;
  }

  Scenario<ScriptedBreaker> start(ScriptedBreaker.Plan plan) {
    return env.scenario(ScriptedBreaker.class).start(breaker -> breaker.take(plan));
  }

  /** Lets a request be answered. */
  void open(String request) {
    gate(request).complete(true);
  }

  /** Waits until so many requests have reached the dependency. */
  void awaitAsked(int count) {
    env.await(count + " requests", () -> env.attempts().count() >= count);
  }

  /** The requests that have reached the dependency. */
  List<Object> asked() {
    return env.attempts().list().stream().map(attempt -> attempt.arguments().get(0)).toList();
  }

  @Override
  public void close() {
    env.close();
  }

  private CompletableFuture<Boolean> gate(String request) {
    return gates.computeIfAbsent(request, closed -> new CompletableFuture<>());
  }

  private String ask(String request) {
    if (request.startsWith("fail")) {
      throw ApplicationFailure.newNonRetryableFailure(request + " is refused", REFUSED);
    }
    if (request.startsWith("other")) {
      throw ApplicationFailure.newNonRetryableFailure(request + " is not known", OTHER);
    }
    if (request.startsWith("gate")) {
      pass(gate(request));
    }
    return request;
  }

  private static void pass(CompletableFuture<Boolean> gate) {
    while (true) {
      Activity.getExecutionContext().heartbeat(null);
      try {
        gate.get(20, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        // still closed
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("a gate was torn down", e);
      }
    }
  }
}
