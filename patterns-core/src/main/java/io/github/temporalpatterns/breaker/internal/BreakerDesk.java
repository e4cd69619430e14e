// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.internal;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.breaker.machine.BreakerState.Trip;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.machine.internal.BreakerText;
import io.github.temporalpatterns.breaker.machine.internal.Machine;
import io.github.temporalpatterns.breaker.machine.internal.Waits;
import io.github.temporalpatterns.internal.Desk;
import io.github.temporalpatterns.internal.Outcomes;
import io.github.temporalpatterns.internal.Waiting;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes operators' questions and commands for all breakers of a run, each with its own memory. */
public final class BreakerDesk implements BreakerOperator {
  public static final String WORD = "breaker";

  /** One for each run, since a run can register its handlers only once. */
  private static final WorkflowLocal<BreakerDesk> DESKS =
      WorkflowLocal.withCachedInitial(BreakerDesk::new);

  private final Map<String, Operated> breakers = new LinkedHashMap<>();

  /** Gets what names no breaker of the run. */
  private final Desk others = Desk.inRun(WORD, null);

  private BreakerDesk() {
    Desk.register(WORD, this);
  }

  public static BreakerDesk ofRun() {
    return DESKS.get();
  }

  public void add(String name, Operated breaker) {
    if (breakers.putIfAbsent(name, breaker) != null) {
      throw new IllegalArgumentException(
          "name of a breaker must be unique within a run, was twice \"" + name + '"');
    }
    if (waits(breaker)) {
      show();
    }
  }

  public void show() {
    Outcomes.waiting(
        WORD,
        breakers.values().stream().filter(BreakerDesk::waits).map(BreakerDesk::waiting).toList(),
        breakers.values().stream().anyMatch(Operated::isFindable));
    Outcomes.show(WORD, BreakerText.markdown(breakerStatus()));
  }

  @Override
  public List<Status> breakerStatus() {
    return breakers.values().stream().map(Operated::status).toList();
  }

  @Override
  public AuditEntry breakerForceOpen(Command command) {
    Long until = command.until() == null ? null : Waits.millis(command.until());
    return obey(
        "forceOpen", command, machine -> machine.forceOpen(until, command.by(), command.reason()));
  }

  @Override
  public AuditEntry breakerClose(Command command) {
    return obey("close", command, Machine::close);
  }

  @Override
  public AuditEntry breakerDisable(Command command) {
    return obey("disable", command, Machine::disable);
  }

  @Override
  public AuditEntry breakerMetricsOnly(Command command) {
    return obey("metricsOnly", command, Machine::countOnly);
  }

  @Override
  public AuditEntry breakerReset(Command command) {
    return obey("reset", command, Machine::reset);
  }

  @Override
  public void checkBreakerForceOpen(Command command) {
    boolean isNew = isNew("forceOpen", command);
    Instant until = command.until();
    if (isNew && until != null && Waits.millis(until) <= Workflow.currentTimeMillis()) {
      throw others.refusal("until: must be in the future", until);
    }
  }

  @Override
  public void checkBreakerClose(Command command) {
    isNew("close", command);
  }

  @Override
  public void checkBreakerDisable(Command command) {
    isNew("disable", command);
  }

  @Override
  public void checkBreakerMetricsOnly(Command command) {
    isNew("metricsOnly", command);
  }

  @Override
  public void checkBreakerReset(Command command) {
    isNew("reset", command);
  }

  private AuditEntry obey(String verb, Command command, Functions.Proc1<Machine> change) {
    Operated breaker = breakers.get(command.breaker());
    if (breaker == null) {
      return others.obey(verb, command, command.breaker(), () -> "refused: " + known());
    }
    return breaker
        .desk()
        .obey(
            verb,
            command,
            command.breaker(),
            () -> {
              change.apply(breaker.machine());
              breaker.changed();
              return breaker.machine().state().name();
            });
  }

  /** A request id is good once in the run, whichever breaker it was for. */
  private boolean isNew(String verb, Command command) {
    boolean isNew = others.isNew(verb, command);
    for (Operated breaker : breakers.values()) {
      isNew &= breaker.desk().isNew(verb, command);
    }
    if (isNew && !breakers.containsKey(command.breaker())) {
      throw others.refusal(known(), command.breaker());
    }
    return isNew;
  }

  private String known() {
    return "breaker: must be one of " + breakers.keySet();
  }

  /** One that is forced open until a time waits for nobody. */
  private static boolean waits(Operated breaker) {
    Machine machine = breaker.machine();
    return machine.state() == State.FORCED_OPEN && machine.until() == null;
  }

  private static Waiting waiting(Operated breaker) {
    Status status = breaker.status();
    Trip trip = breaker.machine().trip();
    return new Waiting(
        "breaker `%s`, %s"
            .formatted(
                status.name(), trip == null ? "which starts as forced open" : trip.explain()),
        Instant.ofEpochMilli(
            trip == null ? Workflow.getInfo().getRunStartedTimestampMillis() : trip.atMillis()),
        null,
        "it permits no call",
        List.of("breaker.close", "breaker.reset"),
        Command.of("an id of your own", "your name", "why", status.name()));
  }
}
