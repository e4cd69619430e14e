// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.Pausable.Verb;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a long-runner should be, in the plainest words: it ticks every millisecond, and remembers
 * everything for ever.
 */
final class ReferenceRun {
  static final String DONE = "done";
  static final String NO_CHANGE = "no change";
  static final String REFUSED = "refused";

  private final Map<String, String> taken = new TreeMap<>();
  private final Map<String, String> answers = new TreeMap<>();
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

  /** A repeated command is answered as the first time, and its id is for no other. */
  String obey(Verb verb, Request request, @Nullable Long maximum) {
    String before = taken.putIfAbsent(request.requestId(), verb + " " + request);
    if (before != null && !before.equals(verb + " " + request)) {
      return REFUSED;
    }
    String answer = answers.get(request.requestId());
    if (answer == null) {
      answer = effectOf(verb, request, maximum);
      answers.put(request.requestId(), answer);
    }
    return answer;
  }

  private String effectOf(Verb verb, Request request, @Nullable Long maximum) {
    if (stopping && verb != Verb.STOP) {
      return REFUSED;
    }
    boolean changes =
        switch (verb) {
          case PAUSE -> pause(request, maximum);
          case RESUME -> resume(request.safePoints());
          case STOP -> stop();
          case ROLL_OVER -> rollOver();
        };
    return changes ? DONE : NO_CHANGE;
  }

  private boolean pause(Request request, @Nullable Long maximum) {
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
    return !same;
  }

  private boolean resume(@Nullable Integer safePoints) {
    boolean changes = held || credit != null || safePoints != null;
    held = false;
    credit = safePoints;
    return changes;
  }

  private boolean stop() {
    boolean changes = !stopping;
    stopping = true;
    held = false;
    return changes;
  }

  private boolean rollOver() {
    boolean changes = !rolling;
    rolling = true;
    return changes;
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
