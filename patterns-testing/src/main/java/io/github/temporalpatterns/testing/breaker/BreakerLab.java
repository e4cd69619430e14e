// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.Gates;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.failure.ApplicationFailure;
import java.util.List;

/**
 * An environment whose dependency does what a request's name says: {@code fail...} fails, {@code
 * other...} fails by another type, {@code gate...} answers when its gate is opened, anything else
 * is answered at once.
 */
final class BreakerLab implements AutoCloseable {
  static final String REFUSED = "REFUSED";
  static final String OTHER = "OTHER";

  private final PatternEnv env;
  private final Gates gates = new Gates();

  BreakerLab(BreakerContract contract, String name) {
    env = PatternEnv.open(Contracts.options(name, contract.patience()).build());
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
    gates.open(request);
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

  private String ask(String request) {
    if (request.startsWith("fail")) {
      throw ApplicationFailure.newNonRetryableFailure(request + " is refused", REFUSED);
    }
    if (request.startsWith("other")) {
      throw ApplicationFailure.newNonRetryableFailure(request + " is not known", OTHER);
    }
    if (request.startsWith("gate")) {
      gates.pass(request);
    }
    return request;
  }
}
