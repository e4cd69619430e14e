// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.internal.Desk;
import io.github.temporalpatterns.internal.Outcomes;
import io.github.temporalpatterns.internal.Waiting;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes operators' questions and commands. Handlers only set state, the run's loop acts. */
final class FanOutDesk implements FanOutOperator {
  private static final String WORD = "fanout";

  private final Desk desk = Desk.inRun(WORD, null);
  private final boolean isFindable;
  private @Nullable Job job;

  /** With the search attribute for what waits, or without. */
  FanOutDesk(boolean isFindable) {
    this.isFindable = isFindable;
    Desk.register(WORD, this);
  }

  void opens(Job next) {
    job = next;
  }

  /** The fan-out that is under way or was the last. */
  @Nullable Job job() {
    return job;
  }

  @Override
  public Status fanOutStatus() {
    return job == null
        ? new Status(
            Phase.IDLE,
            null,
            0,
            0,
            0,
            0,
            null,
            null,
            Duration.ZERO,
            Duration.ZERO,
            List.of(),
            desk.audit())
        : job.status(desk.audit());
  }

  @Override
  public AuditEntry fanOutPause(Command command) {
    return obey("pause", command, controls -> controls.setPaused(true));
  }

  @Override
  public AuditEntry fanOutResume(Command command) {
    return obey("resume", command, controls -> controls.setPaused(false));
  }

  @Override
  public AuditEntry fanOutSetWindow(Command command) {
    return obey("setWindow", command, controls -> controls.setWindow((int) number(command)));
  }

  @Override
  public AuditEntry fanOutSetToleratedFailures(Command command) {
    return obey(
        "setToleratedFailures", command, controls -> controls.setTolerated(number(command)));
  }

  @Override
  public AuditEntry fanOutSetMaxItemsPerSecond(Command command) {
    long number = number(command);
    return obey(
        "setMaxItemsPerSecond",
        command,
        controls -> controls.setRate(number == 0 ? null : (double) number));
  }

  @Override
  public AuditEntry fanOutCancel(Command command) {
    return obey("cancel", command, controls -> controls.setStop(command.stop()));
  }

  @Override
  public void checkFanOutPause(Command command) {
    isNew("pause", command);
  }

  @Override
  public void checkFanOutResume(Command command) {
    isNew("resume", command);
  }

  @Override
  public void checkFanOutSetWindow(Command command) {
    if (isNew("setWindow", command)
        && (number(command) < 1 || number(command) > FanOutOptions.MOST_AT_ONCE)) {
      throw desk.refusal(
          "number: must be between 1 and " + FanOutOptions.MOST_AT_ONCE, command.number());
    }
  }

  @Override
  public void checkFanOutSetToleratedFailures(Command command) {
    notNegative("setToleratedFailures", command);
  }

  @Override
  public void checkFanOutSetMaxItemsPerSecond(Command command) {
    notNegative("setMaxItemsPerSecond", command);
  }

  @Override
  public void checkFanOutCancel(Command command) {
    if (isNew("cancel", command) && command.stop() == null) {
      throw desk.refusal("stop: must be DRAIN or NOW", null);
    }
  }

  private AuditEntry obey(String verb, Command command, Functions.Proc1<Controls> change) {
    return desk.obey(
        verb,
        command,
        null,
        () -> {
          if (job == null || job.ended) {
            return "too late: the fan-out is " + fanOutStatus().phase();
          }
          job.control(change);
          waits(job, command);
          return fanOutStatus().phase().name();
        });
  }

  private void waits(Job paused, Command command) {
    Waiting waiting =
        new Waiting(
            "the fan-out is paused by %s: %s".formatted(command.by(), command.reason()),
            Instant.ofEpochMilli(Workflow.currentTimeMillis()),
            null,
            "it stays paused until the run's own timeout, if it has one",
            List.of("fanout.resume", "fanout.cancel"),
            Command.of("an id of your own", "your name", "why"));
    Outcomes.waiting(WORD, paused.controls.paused() ? List.of(waiting) : List.of(), isFindable);
  }

  private boolean isNew(String verb, Command command) {
    boolean isNew = desk.isNew(verb, command);
    if (isNew && (job == null || job.ended)) {
      throw desk.refusal("the fan-out must be under way", fanOutStatus().phase());
    }
    return isNew;
  }

  private void notNegative(String verb, Command command) {
    if (isNew(verb, command) && number(command) < 0) {
      throw desk.refusal("number: must be at least 0", command.number());
    }
  }

  private static long number(Command command) {
    return command.number() == null ? -1 : command.number();
  }
}
