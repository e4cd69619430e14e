// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.runtime;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes the activities of a worker fail as the user asked. */
public final class FaultInjector extends WorkerInterceptorBase {
  private final Map<String, Fault> faults;

  /**
   * Sets the faults.
   *
   * @param faults by activity type
   */
  public FaultInjector(Map<String, Fault> faults) {
    this.faults = Map.copyOf(faults);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Attempt(next);
  }

  private final class Attempt extends ActivityInboundCallsInterceptorBase {
    private UnaryOperator<Supplier<ActivityOutput>> wrapper = UnaryOperator.identity();

    private Attempt(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      Fault fault = faults.get(context.getInfo().getActivityType());
      if (fault != null) {
        wrapper = attempt -> () -> fault.around(context, attempt);
      }
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      return wrapper.apply(() -> super.execute(input)).get();
    }
  }
}
