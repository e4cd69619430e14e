// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.OperatorLog;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.PauseState;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operators' side of {@link HandMadeRunner}. */
final class HandMadeDesk implements Pausable {
  private static final String DELAY = "delay";

  private final PauseFlaw flaw;
  private final Map<String, String> seen = new LinkedHashMap<>();
  private final List<AuditEntry> audit = new ArrayList<>();
  private final int run;
  private int depth;
  private boolean owed;
  private @Nullable Integer stepsLeft;
  @Nullable Hold hold;
  @Nullable Outcome outcome;
  Promise<Boolean> timer = Workflow.newPromise(true);
  boolean stopping;
  boolean rollOver;
  boolean waiting;
  int inFlight;
  @Nullable Long rest;

  HandMadeDesk(PauseFlaw flaw, @Nullable PauseState state) {
    this.flaw = flaw;
    run = state == null ? 0 : state.run();
    if (state != null) {
      hold = flaw == PauseFlaw.WAKES_UP ? null : state.hold();
      audit.addAll(state.operators().audit());
      rest = state.timers().get(DELAY);
      if (flaw != PauseFlaw.FORGETS_REQUESTS) {
        seen.putAll(state.operators().requests());
      }
    }
  }

  PauseState toData() {
    Progress none = new Progress(0, null, null);
    Map<String, Long> timers = rest == null ? Map.of() : Map.of(DELAY, rest);
    OperatorLog log = new OperatorLog(seen, audit, 0);
    return new PauseState(1, null, run + 1, hold, null, 0, 0, 0, none, timers, log, null);
  }

  /** The runner comes to a safe point. */
  void enter() {
    waiting = true;
    if (stepsLeft != null && stepsLeft == 0 && flaw != PauseFlaw.IGNORES_COUNT) {
      hold = new Hold("policy", "so far", now(), null, false);
      stepsLeft = null;
    }
  }

  /** The runner passes it. */
  void pass() {
    waiting = false;
    stepsLeft = stepsLeft == null ? null : (Integer) (stepsLeft - 1);
  }

  /** Ends a pause whose time is over. */
  void tick() {
    if (hold != null && hold.until() != null && !now().isBefore(hold.until())) {
      hold = null;
    }
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  private Phase phase() {
    if (outcome != null) {
      return Phase.ENDED;
    }
    if (stopping) {
      return Phase.STOPPING;
    }
    if (hold == null) {
      return Phase.RUNNING;
    }
    boolean drained = waiting && inFlight == 0;
    return drained || flaw == PauseFlaw.LIES ? Phase.PAUSED : Phase.PAUSING;
  }

  @Override
  public Status pauseStatus() {
    Progress none = new Progress(0, null, null);
    return new Status(
        phase(),
        hold,
        outcome,
        none,
        Duration.ZERO,
        inFlight,
        List.of(),
        0,
        run,
        Map.of(),
        audit,
        0);
  }

  private AuditEntry obey(Verb verb, Request request) {
    if (seen.put(request.requestId(), verb.name()) != null && flaw != PauseFlaw.OBEYS_TWICE) {
      return audit.stream()
          .filter(entry -> request.requestId().equals(entry.requestId()))
          .findFirst()
          .orElseThrow();
    }
    boolean changes =
        switch (verb) {
          case PAUSE -> pause(request);
          case RESUME -> resume(request);
          case STOP -> stop();
          case ROLL_OVER -> rollOver();
        };
    AuditEntry entry =
        new AuditEntry(
            request.requestId(),
            now(),
            request.by(),
            verb.name(),
            null,
            request.reason(),
            (changes ? "" : "no change: ") + phase());
    if (flaw != PauseFlaw.ANONYMOUS) {
      audit.add(entry);
    }
    return entry;
  }

  private boolean pause(Request request) {
    depth++;
    if (owed) {
      owed = false;
      return false;
    }
    boolean held = hold != null;
    Instant until = request.length() == null ? null : now().plus(request.length());
    hold = new Hold(request.by(), request.reason(), now(), until, false);
    stopping &= flaw != PauseFlaw.TAKES_BACK;
    return !held;
  }

  private boolean resume(Request request) {
    depth--;
    stepsLeft = request.safePoints();
    boolean held = hold != null;
    owed = flaw == PauseFlaw.OWES && !held;
    if (flaw != PauseFlaw.COUNTS || depth <= 0) {
      hold = null;
    }
    return held;
  }

  private boolean stop() {
    stopping = true;
    return true;
  }

  private boolean rollOver() {
    rollOver = true;
    return true;
  }

  private @Nullable String fault(Verb verb, Request request) {
    if (flaw == PauseFlaw.TAKES_ALL) {
      return null;
    }
    boolean named =
        !request.requestId().isBlank() && !request.by().isBlank() && !request.reason().isBlank();
    Integer points = request.safePoints();
    Duration length = request.length();
    boolean sound = (points == null || points > 0) && (length == null || !length.isZero());
    String before = seen.get(request.requestId());
    boolean late = stopping && verb != Verb.STOP && flaw != PauseFlaw.TAKES_BACK;
    boolean fresh = (before == null || before.equals(verb.name())) && !late;
    return named && sound && fresh ? null : "nonsense";
  }

  private void check(Verb verb, Request request) {
    if (fault(verb, request) != null) {
      throw ApplicationFailure.newNonRetryableFailure("nonsense", "Refused");
    }
  }

  private void signal(Verb verb, Request request) {
    if (flaw == PauseFlaw.THROWS) {
      check(verb, request);
    }
    if (fault(verb, request) == null) {
      obey(verb, request);
    }
  }

  @Override
  public AuditEntry pauseRequest(Request request) {
    return obey(Verb.PAUSE, request);
  }

  @Override
  public AuditEntry pauseResume(Request request) {
    return obey(Verb.RESUME, request);
  }

  @Override
  public AuditEntry pauseStop(Request request) {
    return obey(Verb.STOP, request);
  }

  @Override
  public AuditEntry pauseRollOver(Request request) {
    return obey(Verb.ROLL_OVER, request);
  }

  @Override
  public void signalPause(Request request) {
    signal(Verb.PAUSE, request);
  }

  @Override
  public void signalResume(Request request) {
    signal(Verb.RESUME, request);
  }

  @Override
  public void signalStop(Request request) {
    signal(Verb.STOP, request);
  }

  @Override
  public void signalRollOver(Request request) {
    signal(Verb.ROLL_OVER, request);
  }

  @Override
  public void signalChild(String workflowId, String requestId, boolean paused) {
    // It has no children.
  }

  @Override
  public void checkPauseRequest(Request request) {
    check(Verb.PAUSE, request);
  }

  @Override
  public void checkPauseResume(Request request) {
    check(Verb.RESUME, request);
  }

  @Override
  public void checkPauseStop(Request request) {
    check(Verb.STOP, request);
  }

  @Override
  public void checkPauseRollOver(Request request) {
    check(Verb.ROLL_OVER, request);
  }
}
