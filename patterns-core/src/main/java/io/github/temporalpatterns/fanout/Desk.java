// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes operators' questions and commands. Handlers only set state, the run's loop acts; validators
 * refuse what cannot be done; a repeated request id is answered without effect.
 */
final class Desk implements FanOutOperator {
  private static final int ID_LENGTH = 200;
  private static final int MOST_REMEMBERED = 1_000;

  private final Set<String> requests = new LinkedHashSet<>();
  private @Nullable Job job;

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
        ? new Status(Phase.IDLE, null, 0, 0, 0, 0, null, null, Duration.ZERO, List.of())
        : job.status();
  }

  @Override
  public Status fanOutPause(Command command) {
    return obey(command, controls -> controls.setPaused(true));
  }

  @Override
  public Status fanOutResume(Command command) {
    return obey(command, controls -> controls.setPaused(false));
  }

  @Override
  public Status fanOutSetWindow(Command command) {
    return obey(command, controls -> controls.setWindow((int) number(command)));
  }

  @Override
  public Status fanOutSetToleratedFailures(Command command) {
    return obey(command, controls -> controls.setTolerated(number(command)));
  }

  @Override
  public Status fanOutSetMaxItemsPerSecond(Command command) {
    long number = number(command);
    return obey(command, controls -> controls.setRate(number == 0 ? null : (double) number));
  }

  @Override
  public Status fanOutCancel(Command command) {
    return obey(command, controls -> controls.setStop(Objects.requireNonNull(command.stop())));
  }

  @Override
  public void checkFanOutPause(Command command) {
    check(command);
  }

  @Override
  public void checkFanOutResume(Command command) {
    check(command);
  }

  @Override
  public void checkFanOutSetWindow(Command command) {
    check(command);
    if (number(command) < 1 || number(command) > FanOutOptions.MOST_AT_ONCE) {
      throw refused(
          "number: a window is between 1 and %d, was %s"
              .formatted(FanOutOptions.MOST_AT_ONCE, command.number()));
    }
  }

  @Override
  public void checkFanOutSetToleratedFailures(Command command) {
    check(command);
    if (number(command) < 0) {
      throw refused("number: tolerated failures are at least 0, was " + command.number());
    }
  }

  @Override
  public void checkFanOutSetMaxItemsPerSecond(Command command) {
    check(command);
    if (number(command) < 0) {
      throw refused("number: items a second, or 0 for any number, was " + command.number());
    }
  }

  @Override
  public void checkFanOutCancel(Command command) {
    check(command);
    if (command.stop() == null) {
      throw refused("stop: DRAIN or NOW is needed, was null");
    }
  }

  private Status obey(Command command, Functions.Proc1<Controls> change) {
    if (job != null && requests.size() < MOST_REMEMBERED && requests.add(command.requestId())) {
      change.apply(job.controls);
    }
    return fanOutStatus();
  }

  @SuppressWarnings("ConstantValue") // a command comes from outside: any part may be missing
  private void check(Command command) {
    String id = command.requestId();
    if (id == null || id.isBlank() || id.length() > ID_LENGTH) {
      throw refused("requestId: 1 to %d characters are needed, was %s".formatted(ID_LENGTH, id));
    }
    if (requests.contains(id)) {
      return;
    }
    if (job == null || job.ended) {
      throw refused("the fan-out is " + fanOutStatus().phase());
    }
    if (requests.size() >= MOST_REMEMBERED) {
      throw refused("requestId: this run has taken %d commands".formatted(MOST_REMEMBERED));
    }
  }

  private static long number(Command command) {
    return command.number() == null ? -1 : command.number();
  }

  private static ApplicationFailure refused(String rule) {
    return ApplicationFailure.newNonRetryableFailure(rule, FailureTypes.FAN_OUT_COMMAND_REFUSED);
  }
}
