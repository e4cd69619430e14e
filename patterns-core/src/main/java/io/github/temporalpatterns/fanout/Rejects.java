// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.internal.Failures;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** Failures of items as short data. */
final class Rejects {
  private static final int MESSAGE = 256;
  private static final int TYPE = 128;
  private static final int ITEM = 200;

  private Rejects() {}

  static Chunk.Failed failed(int place, RuntimeException failure) {
    Throwable root = Failures.root(failure);
    String type = root.getClass().getName();
    String message = root.getMessage();
    if (root instanceof ApplicationFailure application) {
      type = application.getType();
      message = application.getOriginalMessage();
    }
    return new Chunk.Failed(place, cut(type, TYPE), cut(message, MESSAGE));
  }

  static FanOutReport.Failure sample(long index, String item, Chunk.Failed failed) {
    return new FanOutReport.Failure(
        index, cut(item, ITEM), cut(failed.type(), TYPE), cut(failed.message(), MESSAGE));
  }

  /** Never within a surrogate pair: half of one cannot be written as JSON. */
  private static String cut(@Nullable String text, int length) {
    if (text == null) {
      return "";
    }
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }
}
