// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.Pausable.Verb;
import org.jspecify.annotations.Nullable;

/** What a request must look like, whatever state the run is in. Pure. */
final class Requests {
  static final int ID_LENGTH = 100;
  static final int BY_LENGTH = 200;
  static final int REASON_LENGTH = 500;

  private Requests() {}

  /** The rule that a request breaks, or null. A request comes from outside: any part may miss. */
  static @Nullable String fault(Verb verb, @Nullable Request request) {
    if (request == null) {
      return "request: must be given";
    }
    String text = text("requestId", request.requestId(), ID_LENGTH);
    text = text == null ? text("by", request.by(), BY_LENGTH) : text;
    text = text == null ? text("reason", request.reason(), REASON_LENGTH) : text;
    return text == null ? number(verb, request) : text;
  }

  private static @Nullable String text(String part, @Nullable String value, int most) {
    return value == null || value.isBlank() || value.length() > most
        ? "%s: 1 to %d characters are needed, was %s".formatted(part, most, brief(value))
        : null;
  }

  private static @Nullable String number(Verb verb, Request request) {
    if (request.safePoints() != null && (verb != Verb.RESUME || request.safePoints() < 1)) {
      return "safePoints: at least 1, and only for a resumption, was " + request.safePoints();
    }
    if (request.length() != null
        && (verb != Verb.PAUSE || request.length().isZero() || request.length().isNegative())) {
      return "length: more than zero, and only for a pause, was " + request.length();
    }
    return null;
  }

  /** What is shown of a value of any length. */
  static @Nullable String brief(@Nullable String value) {
    return value == null || value.length() <= 40 ? value : value.substring(0, 40) + "...";
  }
}
