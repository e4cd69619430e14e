// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.fanout.FanOutOperator;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The operators' side of {@link HandMadeFanOut}. */
final class HandMadeDesk implements FanOutOperator {
  private final FanOutFlaw flaw;
  private final Set<String> seen = new TreeSet<>();
  int window;
  @Nullable Long tolerated;
  @Nullable Double rate;
  boolean paused;
  @Nullable Stop stop;
  int running;

  HandMadeDesk(FanOutFlaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public Status fanOutStatus() {
    Phase phase = stop != null ? Phase.STOPPING : paused ? Phase.PAUSED : Phase.RUNNING;
    return new Status(
        phase,
        null,
        0,
        0,
        running,
        window,
        tolerated,
        null,
        Duration.ZERO,
        Duration.ZERO,
        List.of(),
        List.of());
  }

  @Override
  public AuditEntry fanOutPause(Command command) {
    paused |= isNew(command);
    return entry(command, "fanOutPause");
  }

  @Override
  public AuditEntry fanOutResume(Command command) {
    paused &= !isNew(command);
    return entry(command, "fanOutResume");
  }

  @Override
  public AuditEntry fanOutSetWindow(Command command) {
    if (isNew(command) && command.number() != null && flaw != FanOutFlaw.FIXED_WINDOW) {
      window = command.number().intValue();
    }
    return entry(command, "fanOutSetWindow");
  }

  @Override
  public AuditEntry fanOutSetToleratedFailures(Command command) {
    if (isNew(command) && flaw != FanOutFlaw.FIXED_TOLERANCE) {
      tolerated = command.number();
    }
    return entry(command, "fanOutSetToleratedFailures");
  }

  @Override
  public AuditEntry fanOutSetMaxItemsPerSecond(Command command) {
    if (isNew(command) && command.number() != null) {
      rate = command.number() == 0 ? null : Double.valueOf(command.number());
    }
    return entry(command, "fanOutSetMaxItemsPerSecond");
  }

  @Override
  public AuditEntry fanOutCancel(Command command) {
    if (isNew(command) && flaw != FanOutFlaw.IGNORES_STOP) {
      stop = command.stop();
    }
    return entry(command, "fanOutCancel");
  }

  @Override
  public void checkFanOutPause(Command command) {
    check(!command.requestId().isBlank());
  }

  @Override
  public void checkFanOutResume(Command command) {
    check(!command.requestId().isBlank());
  }

  @Override
  public void checkFanOutSetWindow(Command command) {
    check(command.number() != null && command.number() > 0);
  }

  @Override
  public void checkFanOutSetToleratedFailures(Command command) {
    check(command.number() != null && command.number() >= 0);
  }

  @Override
  public void checkFanOutSetMaxItemsPerSecond(Command command) {
    check(command.number() != null && command.number() >= 0);
  }

  @Override
  public void checkFanOutCancel(Command command) {
    check(command.stop() != null);
  }

  private AuditEntry entry(Command command, String verb) {
    return new AuditEntry(
        command.requestId(),
        Instant.EPOCH,
        command.by(),
        verb,
        null,
        command.reason(),
        fanOutStatus().phase().name());
  }

  private boolean isNew(Command command) {
    return seen.add(command.requestId()) || flaw == FanOutFlaw.OBEYS_TWICE;
  }

  private static void check(boolean fine) {
    if (!fine) {
      throw ApplicationFailure.newNonRetryableFailure("nonsense", "Refused");
    }
  }
}
