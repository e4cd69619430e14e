// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.Pausable.Verb;
import org.jspecify.annotations.Nullable;

/**
 * Why a command is not obeyed. Pure.
 *
 * @param rule the rule that it breaks
 * @param value what it has instead, or what the run is
 */
record Refusal(String rule, @Nullable Object value) {

  /** What is wrong with a command's own parts, whatever state the run is in; null if nothing is. */
  static @Nullable Refusal ofParts(Verb verb, Request request) {
    Integer safePoints = request.safePoints();
    if (safePoints != null && (verb != Verb.RESUME || safePoints < 1)) {
      return new Refusal("safePoints: must be at least 1, and only for pause.resume", safePoints);
    }
    var length = request.length();
    if (length != null && (verb != Verb.PAUSE || length.isZero() || length.isNegative())) {
      return new Refusal("length: must be positive, and only for pause.request", length);
    }
    return null;
  }
}
