// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import io.github.temporalpatterns.internal.Limits;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.common.converter.DataConverterException;
import org.jspecify.annotations.Nullable;

/** Weighs items as the payloads of their calls, and spreads those calls over workflow tasks. */
final class Weights {
  private final Limits.Meter meter = new Limits.Meter(RunConverter.ofRun());

  long of(@Nullable Object item) {
    try {
      return meter.measure(item);
    } catch (DataConverterException e) {
      return 0; // it is not what the call sends
    }
  }

  /** Whether a call still fits into the current workflow task. */
  boolean fits(long bytes) {
    return meter.fitsTask(bytes);
  }

  /**
   * Accounts a call that is about to be made, or refuses one that no server would take.
   *
   * @throws io.temporal.failure.ApplicationFailure as {@link Limits.Meter#check}
   */
  void add(String what, long bytes) {
    meter.check(what, bytes);
    if (meter.fitsTask(bytes)) {
      meter.schedule(what, bytes);
    }
  }
}
