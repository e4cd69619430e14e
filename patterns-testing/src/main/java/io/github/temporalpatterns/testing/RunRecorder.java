// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.activity.Attempt;
import io.github.temporalpatterns.testing.activity.Attempts;
import io.github.temporalpatterns.testing.activity.TimeoutKind;
import io.github.temporalpatterns.testing.internal.Plain;
import io.github.temporalpatterns.testing.internal.runs.RunLog;
import io.github.temporalpatterns.testing.internal.script.Deadlines;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.common.converter.EncodedValues;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sees every run and every attempt that the workers of an environment execute. The one class that
 * knows the SDK's experimental worker interceptors.
 */
final class RunRecorder extends WorkerInterceptorBase {
  private final RunLog runs;
  private final Supplier<Instant> clock;
  private final CallOverrides overrides;
  private final OverridingCalls.Starts starts;
  private final List<Attempts.Entry> attempts = new ArrayList<>();
  private long position;

  RunRecorder(
      RunLog runs,
      Supplier<Instant> clock,
      CallOverrides overrides,
      OverridingCalls.Starts starts) {
    this.runs = runs;
    this.clock = clock;
    this.overrides = overrides;
    this.starts = starts;
  }

  RunLog runs() {
    return runs;
  }

  synchronized Attempts attempts(Set<String> knownTypes) {
    return new Attempts(List.copyOf(attempts), knownTypes);
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new OverridingCalls(outbound, overrides, starts));
      }

      @Override
      public QueryOutput handleQuery(QueryInput input) {
        runs.addQuery(Workflow.getInfo().getWorkflowType(), input.getQueryName());
        return super.handleQuery(input);
      }
    };
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new AttemptRecorder(next);
  }

  private synchronized int begin(ActivityInfo info, List<@Nullable Object> arguments) {
    Attempt attempt =
        new Attempt(
            info.getActivityType(),
            info.getWorkflowId(),
            info.getWorkflowRunId(),
            info.getActivityId(),
            info.getAttempt(),
            Collections.unmodifiableList(arguments),
            Attempt.Outcome.RUNNING,
            null,
            Instant.ofEpochMilli(info.getStartedTimestamp()),
            null);
    attempts.add(new Attempts.Entry(attempt, position++, Long.MAX_VALUE));
    return attempts.size() - 1;
  }

  /** The arguments; those of an activity known by name only, as what they look like. */
  private static List<@Nullable Object> decoded(
      ActivityExecutionContext context, @Nullable Object[] arguments) {
    if (arguments.length == 1 && arguments[0] instanceof EncodedValues values) {
      return IntStream.range(0, values.getSize())
          .mapToObj(position -> decoded(context, values, position))
          .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }
    return new ArrayList<>(Arrays.asList(arguments));
  }

  private static @Nullable Object decoded(
      ActivityExecutionContext context, EncodedValues values, int position) {
    try {
      return values.get(position, Object.class);
    } catch (RuntimeException unreadable) {
      Plain plain =
          Plain.of(context.getWorkflowClient().getOptions(), context.getInfo().getWorkflowId());
      return values
          .toPayloads()
          .map(payloads -> Plain.text(plain.of(payloads.getPayloads(position))))
          .orElse("?");
    }
  }

  /** Ends an attempt that is going to time out for certain, before its workflow hears of it. */
  synchronized void timesOut(ActivityInfo info, Instant deadline) {
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i).attempt();
      if (attempt.runId().equals(info.getWorkflowRunId())
          && attempt.activityId().equals(info.getActivityId())
          && attempt.attempt() == info.getAttempt()) {
        end(i, Attempt.Outcome.TIMED_OUT, null, deadline);
      }
    }
  }

  private synchronized void end(
      int index, Attempt.Outcome how, @Nullable String failureType, Instant when) {
    Attempts.Entry entry = attempts.get(index);
    Attempt attempt = entry.attempt();
    if (attempt.outcome() == Attempt.Outcome.RUNNING) {
      Attempt ended = ended(attempt, how, failureType, when);
      attempts.set(index, new Attempts.Entry(ended, entry.start(), position++));
    }
  }

  private static Attempt ended(
      Attempt begun, Attempt.Outcome how, @Nullable String failureType, Instant when) {
    return new Attempt(
        begun.activityType(),
        begun.workflowId(),
        begun.runId(),
        begun.activityId(),
        begun.attempt(),
        begun.arguments(),
        how,
        failureType,
        begun.started(),
        when);
  }

  private final class AttemptRecorder extends ActivityInboundCallsInterceptorBase {
    private @Nullable ActivityExecutionContext context;
    private int index;

    AttemptRecorder(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      this.context = context;
      super.init(
          new ActivityExecutionContextBase(context) {
            @Override
            public ManualActivityCompletionClient useLocalManualCompletion() {
              return new LateCompletion(
                  super.useLocalManualCompletion(),
                  (how, failure) -> finish(getInfo(), how, failure));
            }
          });
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      if (context == null) {
        throw new IllegalStateException(
            "an activity was executed before its interceptor was set up");
      }
      ActivityInfo info = context.getInfo();
      index = begin(info, decoded(context, input.getArguments()));
      try {
        ActivityOutput output = super.execute(input);
        if (!context.isDoNotCompleteOnReturn()) {
          finish(info, Attempt.Outcome.COMPLETED, null);
        }
        return output;
      } catch (ActivityCanceledException e) {
        finish(info, Attempt.Outcome.CANCELED, null);
        throw e;
      } catch (ActivityNotExistsException e) {
        finish(info, Attempt.Outcome.TIMED_OUT, null);
        throw e;
      } catch (RuntimeException e) {
        finish(info, Attempt.Outcome.FAILED, e);
        throw e;
      }
    }

    private void finish(ActivityInfo info, Attempt.Outcome how, @Nullable Throwable failure) {
      Instant now = clock.get();
      if (isLate(info, now)) {
        end(index, Attempt.Outcome.TIMED_OUT, null, now);
      } else {
        end(index, how, failure == null ? null : typeOf(failure), now);
      }
    }
  }

  private static boolean isLate(ActivityInfo info, Instant now) {
    return Deadlines.of(info, TimeoutKind.START_TO_CLOSE).isBefore(now)
        || Deadlines.of(info, TimeoutKind.SCHEDULE_TO_CLOSE).isBefore(now);
  }

  private static String typeOf(Throwable failure) {
    Throwable cause = failure.getCause();
    Throwable shown =
        failure.getClass() == RuntimeException.class && cause != null ? cause : failure;
    return shown instanceof ApplicationFailure application
        ? application.getType()
        : shown.getClass().getName();
  }
}
