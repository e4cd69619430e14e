// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.internal;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.machine.internal.BreakerText;
import io.github.temporalpatterns.breaker.machine.internal.Machine;
import io.github.temporalpatterns.breaker.machine.internal.Waits;
import io.github.temporalpatterns.internal.Outcomes;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes operators' questions and commands for all breakers of a run. Validators refuse what cannot
 * be done; a repeated request id is answered without effect.
 */
public final class Desk implements BreakerOperator {
  private static final int TEXT_LENGTH = 1_000;

  /** One for each run, since a run can register its handlers only once. */
  private static final WorkflowLocal<Desk> DESKS = WorkflowLocal.withCachedInitial(Desk::open);

  private final Map<String, Operated> breakers = new LinkedHashMap<>();

  public static Desk ofRun() {
    return DESKS.get();
  }

  private static Desk open() {
    Desk desk = new Desk();
    Workflow.registerListener(desk);
    return desk;
  }

  public void add(String name, Operated breaker) {
    if (breakers.putIfAbsent(name, breaker) != null) {
      throw new IllegalArgumentException(
          "name of a breaker must be unique within a run, was twice \"" + name + '"');
    }
  }

  public void show() {
    Outcomes.show("breaker", BreakerText.markdown(breakerStatus()));
  }

  @Override
  public List<Status> breakerStatus() {
    return breakers.values().stream().map(Operated::status).toList();
  }

  @Override
  public Status breakerForceOpen(Command command) {
    Long until = command.until() == null ? null : Waits.millis(command.until());
    return obey(command, machine -> machine.forceOpen(until, command.operator(), command.reason()));
  }

  @Override
  public Status breakerClose(Command command) {
    return obey(command, Machine::close);
  }

  @Override
  public Status breakerDisable(Command command) {
    return obey(command, Machine::disable);
  }

  @Override
  public Status breakerMetricsOnly(Command command) {
    return obey(command, Machine::countOnly);
  }

  @Override
  public Status breakerReset(Command command) {
    return obey(command, Machine::reset);
  }

  @Override
  public void checkBreakerForceOpen(Command command) {
    check(command);
    needsReason(command);
    Instant until = command.until();
    if (until != null && Waits.millis(until) <= Workflow.currentTimeMillis()) {
      throw refused("until: must be in the future, was " + until);
    }
  }

  @Override
  public void checkBreakerClose(Command command) {
    check(command);
  }

  @Override
  public void checkBreakerDisable(Command command) {
    check(command);
    needsReason(command);
  }

  @Override
  public void checkBreakerMetricsOnly(Command command) {
    check(command);
    needsReason(command);
  }

  @Override
  public void checkBreakerReset(Command command) {
    check(command);
  }

  private Status obey(Command command, Functions.Proc1<Machine> change) {
    Operated breaker = breakers.get(command.breaker());
    if (breaker == null) {
      throw refused(unknown(command)); // without a validator, as when a client skips it
    }
    breaker.obey(command.requestId(), change);
    return breaker.status();
  }

  @SuppressWarnings("ConstantValue") // a command comes from outside: any part may be missing
  private void check(Command command) {
    text("requestId", command.requestId());
    text("operator", command.operator());
    if (command.breaker() == null || !breakers.containsKey(command.breaker())) {
      throw refused(unknown(command));
    }
    if (command.reason() != null && command.reason().length() > TEXT_LENGTH) {
      throw refused("reason: has more than " + TEXT_LENGTH + " characters");
    }
  }

  private String unknown(Command command) {
    return "breaker: must be one of %s, was %s".formatted(breakers.keySet(), command.breaker());
  }

  private static void needsReason(Command command) {
    text("reason", command.reason());
  }

  private static void text(String part, @Nullable String text) {
    if (text == null || text.isBlank() || text.length() > TEXT_LENGTH) {
      throw refused("%s: must have 1 to %d characters".formatted(part, TEXT_LENGTH));
    }
  }

  private static ApplicationFailure refused(String rule) {
    return ApplicationFailure.newNonRetryableFailure(rule, FailureTypes.BREAKER_COMMAND_REFUSED);
  }
}
