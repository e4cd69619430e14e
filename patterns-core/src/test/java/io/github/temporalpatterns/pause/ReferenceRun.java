// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.pause.Pausable.Effect;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.Pausable.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a long-runner should be, in the plainest words: it ticks every millisecond, and remembers
 * everything for ever.
 */
final class ReferenceRun {
  private final Map<String, Verb> taken = new TreeMap<>();
  final List<Effect> effects = new ArrayList<>();
  boolean held;
  boolean stopping;
  boolean rolling;
  @Nullable Long until;
  @Nullable Long longestUntil;
  @Nullable Integer credit;
  boolean waiting;
  int inFlight;
  long now;
  long active;
  long passed;

  void advance(long millis) {
    for (long i = 0; i < millis; i++) {
      now++;
      active += held ? 0 : 1;
    }
  }

  Effect obey(Verb verb, Request request, @Nullable Long maximum) {
    Effect effect = effectOf(verb, request, maximum);
    effects.add(effect);
    return effect;
  }

  private Effect effectOf(Verb verb, Request request, @Nullable Long maximum) {
    Verb before = taken.get(request.requestId());
    if (before != null) {
      return before == verb ? Effect.REPEATED : Effect.REFUSED;
    }
    if (stopping && verb != Verb.STOP) {
      return Effect.REFUSED;
    }
    taken.put(request.requestId(), verb);
    return switch (verb) {
      case PAUSE -> pause(request, maximum);
      case RESUME -> resume(request.safePoints());
      case STOP -> stop();
      case ROLL_OVER -> rollOver();
    };
  }

  private Effect pause(Request request, @Nullable Long maximum) {
    if (!held) {
      longestUntil = maximum == null ? null : (Long) (now + maximum);
    }
    Long asked = request.length() == null ? null : (Long) (now + request.length().toMillis());
    Long end = asked;
    if (longestUntil != null && (asked == null || asked > longestUntil)) {
      end = longestUntil;
    }
    boolean same = held && (end == null ? until == null : end.equals(until));
    held = true;
    until = end;
    credit = null;
    return same ? Effect.NO_CHANGE : Effect.DONE;
  }

  private Effect resume(@Nullable Integer safePoints) {
    boolean changes = held || credit != null || safePoints != null;
    held = false;
    credit = safePoints;
    return changes ? Effect.DONE : Effect.NO_CHANGE;
  }

  private Effect stop() {
    Effect effect = stopping ? Effect.NO_CHANGE : Effect.DONE;
    stopping = true;
    held = false;
    return effect;
  }

  private Effect rollOver() {
    Effect effect = rolling ? Effect.NO_CHANGE : Effect.DONE;
    rolling = true;
    return effect;
  }

  void tick() {
    if (held && until != null && until <= now) {
      held = false;
    }
  }

  void enter(@Nullable Long maximum) {
    waiting = true;
    if (credit != null && credit == 0 && !stopping && !held) {
      held = true;
      credit = null;
      longestUntil = maximum == null ? null : (Long) (now + maximum);
      until = longestUntil;
    }
  }

  void pass() {
    waiting = false;
    passed++;
    credit = credit == null ? null : (Integer) (credit - 1);
  }

  Phase phase() {
    if (stopping) {
      return Phase.STOPPING;
    }
    if (!held) {
      return Phase.RUNNING;
    }
    return waiting && inFlight == 0 ? Phase.PAUSED : Phase.PAUSING;
  }
}
