// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives activities the names that a history has, where the SDK makes others of them: it capitalizes
 * the name of a method by the default locale, and so calls {@code issue} by a dotted capital I
 * where that is Turkish. No workflow can help that.
 */
public final class RecordedNames extends WorkerInterceptorBase {
  private static final String DOTTED = "\u0130";

  private volatile Set<String> recorded = Set.of();

  /** Sets the history that is replayed next. */
  public void expect(List<HistoryEvent> events) {
    recorded =
        events.stream()
            .flatMap(
                event ->
                    event.hasActivityTaskScheduledEventAttributes()
                        ? Stream.of(
                            event
                                .getActivityTaskScheduledEventAttributes()
                                .getActivityType()
                                .getName())
                        : HistoryReader.localActivity(event).stream())
            .collect(Collectors.toSet());
  }

  private String name(String made) {
    if (recorded.contains(made)) {
      return made;
    }
    String other =
        made.startsWith(DOTTED)
            ? "I" + made.substring(1)
            : made.startsWith("I") ? DOTTED + made.substring(1) : made;
    return recorded.contains(other) ? other : made;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new Calls(outbound));
      }
    };
  }

  private final class Calls extends WorkflowOutboundCallsInterceptorBase {
    Calls(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      return super.executeActivity(
          new ActivityInput<>(
              name(input.getActivityName()),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              input.getOptions(),
              input.getHeader()));
    }

    @Override
    public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
      return super.executeLocalActivity(
          new LocalActivityInput<>(
              name(input.getActivityName()),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              input.getOptions(),
              input.getHeader()));
    }
  }
}
