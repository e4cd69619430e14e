// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands around every attempt of an activity: the sweep's one user of the SDK's interceptors. */
final class ActivityFaults extends WorkerInterceptorBase {
  private final AttemptFaults faults;
  private final Runnable loseTasks;
  private final Set<SweptAttempt> running = new LinkedHashSet<>();

  ActivityFaults(AttemptFaults faults, Runnable loseTasks) {
    this.faults = faults;
    this.loseTasks = loseTasks;
  }

  /** The worker dies: nothing that it executes just now is ever answered. */
  void workerDies() {
    loseTasks.run();
    List<SweptAttempt> victims;
    synchronized (running) {
      victims = new ArrayList<>(running);
    }
    victims.stream().filter(SweptAttempt::abandon).forEach(faults::timeOutBesides);
  }

  boolean hasRunning() {
    synchronized (running) {
      return !running.isEmpty();
    }
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      private @Nullable ActivityExecutionContext context;

      @Override
      public void init(ActivityExecutionContext context) {
        this.context = context;
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        if (context == null) {
          throw new IllegalStateException("an attempt began before its interceptor was set up");
        }
        SweptAttempt attempt = new SweptAttempt(context);
        boolean local = context.getInfo().isLocal();
        if (!local) {
          add(attempt);
        }
        try {
          return run(attempt, () -> super.execute(input));
        } catch (RuntimeException e) {
          if (attempt.abandoned()) {
            return attempt.noAnswer();
          }
          throw e;
        } finally {
          remove(attempt);
        }
      }
    };
  }

  private ActivityInboundCallsInterceptor.ActivityOutput run(
      SweptAttempt attempt, SweptAttempt.Body body) {
    ActivityInfo info = attempt.info();
    List<Fault> due = info.getAttempt() == 1 ? faults.due(info) : List.of();
    try {
      faults.before(due, attempt, this::workerDies);
      return faults.around(due, attempt, body);
    } finally {
      if (!info.isLocal()) {
        faults.hold();
      }
    }
  }

  private void add(SweptAttempt attempt) {
    synchronized (running) {
      running.add(attempt);
    }
  }

  private void remove(SweptAttempt attempt) {
    synchronized (running) {
      running.remove(attempt);
    }
  }
}
