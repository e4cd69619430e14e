// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.internal.Desk;
import io.github.temporalpatterns.pause.Pausable.Hold;
import io.github.temporalpatterns.pause.Pausable.Outcome;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.Pausable.Status;
import io.github.temporalpatterns.pause.Pausable.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All decisions of a gate. Pure: it is told the time, and what it says the gate does.
 *
 * <p>Stop beats pause: once stopping, it is not paused again. Drained means that the workflow waits
 * at a safe point and no counted work is under way.
 */
final class Automaton {
  /** Who asks when no person does. */
  static final String POLICY = "policy";

  private final PauseOptions options;
  private final Desk desk;
  private final ActiveClock clock;
  private final Family family;
  private final Underway underway = new Underway();
  private final Map<String, Long> timers;
  private final int run;
  private @Nullable Hold hold;
  private @Nullable Integer stepsLeft;
  private Progress progress;
  private long safePoints;
  private long safePointsOfRun;
  private boolean carries;
  private boolean rollOver;
  private boolean stopping;
  private @Nullable Outcome outcome;

  /** Goes on with a state that {@link Carried} has checked. */
  Automaton(PauseOptions options, @Nullable PauseState state, Desk desk, long now) {
    this.options = options;
    this.desk = desk;
    if (state == null) {
      clock = new ActiveClock(0, now, false);
      timers = new TreeMap<>();
      progress = new Progress(0, null, null);
      family = new Family(null);
      run = 0;
      return;
    }
    clock = new ActiveClock(state.activeMillis(), state.markMillis(), state.hold() != null);
    timers = new TreeMap<>(state.timers());
    hold = state.hold();
    stepsLeft = state.stepsLeft();
    progress = state.progress();
    safePoints = state.safePoints();
    family = new Family(state.parent());
    run = state.run();
  }

  PauseState toData(String writer, long now) {
    return new PauseState(
        PauseState.SCHEMA,
        writer,
        run + 1,
        hold,
        stepsLeft,
        clock.read(now),
        now,
        safePoints,
        progress,
        new LinkedHashMap<>(timers),
        desk.log(),
        family.toData());
  }

  /** The rule that a command breaks now, or null. Changes nothing. */
  @Nullable Refusal refusal(Verb verb, Request request) {
    Refusal fault = Refusal.ofParts(verb, request);
    if (fault != null) {
      return fault;
    }
    if (outcome != null) {
      return new Refusal("the run must be under way", outcome);
    }
    if (stopping && verb != Verb.STOP) {
      return new Refusal("the run must not be stopping", Phase.STOPPING);
    }
    return verb == Verb.ROLL_OVER && !carries
        ? new Refusal("the workflow must continue as new, which PauseGate.carry lets it", null)
        : null;
  }

  /** Obeys a command that breaks no rule; says whether that changes anything. */
  boolean obey(Verb verb, Request request, long now) {
    if (Boolean.TRUE.equals(request.reply())) {
      family.asked(verb == Verb.PAUSE ? request.requestId() : null);
    }
    return switch (verb) {
      case PAUSE -> hold(request.by(), request.reason(), request.length(), now);
      case RESUME -> resume(request.safePoints(), now);
      case STOP -> stop(now);
      case ROLL_OVER -> rollOver();
    };
  }

  private boolean hold(String by, String reason, @Nullable Duration length, long now) {
    Instant since = hold == null ? Instant.ofEpochMilli(now) : hold.since();
    Instant until = length == null ? null : Instant.ofEpochMilli(now).plus(length);
    Duration longest = options.getMaximumPause();
    boolean cut = longest != null && (until == null || since.plus(longest).isBefore(until));
    Instant end = cut && longest != null ? since.plus(longest) : until;
    boolean same = hold != null && Objects.equals(hold.until(), end);
    hold = new Hold(by, reason, since, end, cut && options.getAfterMaximumPause() == Verb.STOP);
    stepsLeft = null;
    clock.halt(now);
    return !same;
  }

  private boolean resume(@Nullable Integer safePoints, long now) {
    boolean changes = hold != null || safePoints != null || stepsLeft != null;
    stepsLeft = safePoints;
    release(now);
    return changes;
  }

  /** No pause holds it any more. */
  boolean stop(long now) {
    if (stopping) {
      return false;
    }
    stopping = true;
    release(now);
    return true;
  }

  private boolean rollOver() {
    boolean changes = !rollOver;
    rollOver = true;
    return changes;
  }

  private void release(long now) {
    hold = null;
    clock.go(now);
  }

  private void note(Verb verb, String reason, long now) {
    desk.note(
        new AuditEntry(
            null, Instant.ofEpochMilli(now), POLICY, verb.word, null, reason, phase().name()));
  }

  /** Pauses unless it is stopping: a policy asks, no person. */
  void holdBy(String reason, long now) {
    if (!stopping && hold == null) {
      hold(POLICY, reason, null, now);
      note(Verb.PAUSE, reason, now);
    }
  }

  /** Ends a pause whose time is over. */
  void tick(long now) {
    if (hold == null || hold.until() == null || hold.until().toEpochMilli() > now) {
      return;
    }
    Verb verb = hold.thenStop() ? Verb.STOP : Verb.RESUME;
    stopping |= hold.thenStop();
    release(now);
    note(verb, "the time of the pause is over", now);
  }

  /** The workflow comes to a safe point; in step mode that may be one too many. */
  void enter(long now) {
    underway.stop();
    if (stepsLeft != null && stepsLeft == 0) {
      holdBy("the safe points of the last resumption are used up", now);
    }
  }

  /** The workflow leaves a safe point without passing it. */
  void leave() {
    underway.start();
  }

  /** The workflow passes a safe point. */
  void pass() {
    underway.start();
    safePoints++;
    safePointsOfRun++;
    if (stepsLeft != null) {
      stepsLeft = Math.max(0, stepsLeft - 1);
    }
  }

  void end(Outcome how) {
    outcome = how;
    hold = null;
  }

  /** From now on the run continues as new when that is due. */
  void carries() {
    carries = true;
  }

  boolean isRollOverAsked() {
    return rollOver;
  }

  void progress(Progress next) {
    progress = next;
  }

  boolean isHeld() {
    return hold != null;
  }

  boolean isStopping() {
    return stopping;
  }

  boolean isEnded() {
    return outcome != null;
  }

  /** Nothing is under way at all, not even a child that is paused. */
  boolean isDrained() {
    return underway.all() == 0;
  }

  /** A child that is paused does nothing. */
  private int working() {
    return underway.working() - family.paused();
  }

  /** Whether it is paused, for its parent; null in the moment before the first safe point. */
  @Nullable Boolean drainage() {
    if (hold == null || working() > 0) {
      return false;
    }
    return phase() == Phase.PAUSED ? true : null;
  }

  /** What the children should be told. */
  Verb wanted() {
    return stopping ? Verb.STOP : hold == null ? Verb.RESUME : Verb.PAUSE;
  }

  Family family() {
    return family;
  }

  Underway underway() {
    return underway;
  }

  @Nullable Hold hold() {
    return hold;
  }

  long safePointsOfRun() {
    return safePointsOfRun;
  }

  ActiveClock clock() {
    return clock;
  }

  Map<String, Long> timers() {
    return timers;
  }

  Phase phase() {
    if (outcome != null) {
      return Phase.ENDED;
    }
    if (stopping) {
      return Phase.STOPPING;
    }
    if (hold == null) {
      return Phase.RUNNING;
    }
    return underway.isWaiting() && working() == 0 ? Phase.PAUSED : Phase.PAUSING;
  }

  Status status(long now) {
    Map<String, Duration> left = new LinkedHashMap<>();
    timers.forEach(
        (name, due) -> left.put(name, Duration.ofMillis(Math.max(0, due - clock.read(now)))));
    return new Status(
        phase(),
        hold,
        outcome,
        progress,
        Duration.ofMillis(clock.read(now)),
        working(),
        hold == null ? List.of() : family.atWork(),
        safePoints,
        run,
        left,
        desk.audit(),
        desk.dropped());
  }
}
