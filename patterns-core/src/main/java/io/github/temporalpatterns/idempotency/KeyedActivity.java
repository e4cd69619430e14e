// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.KeyText;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.Header;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Binds the key of an attempt to the thread that executes it, once its arguments are read. */
@RunsIn(ACTIVITY)
final class KeyedActivity extends ActivityInboundCallsInterceptorBase {
  private final @Nullable EffectLedger ledger;
  private @Nullable ActivityExecutionContext context;
  private volatile @Nullable Task task;

  KeyedActivity(ActivityInboundCallsInterceptor next, @Nullable EffectLedger ledger) {
    super(next);
    this.ledger = ledger;
  }

  @Override
  public void init(ActivityExecutionContext context) {
    this.context = new Heartbeats(context);
    super.init(this.context);
  }

  @Override
  public ActivityOutput execute(ActivityInput input) {
    ActivityExecutionContext attempt = Objects.requireNonNull(context);
    Carried carried = carried(attempt, input.getHeader());
    Task mine = new Task(attempt, ledger, carried, input.getArguments());
    Task before = Task.enter(mine);
    task = mine;
    try {
      if (carried == null || !carried.barrier()) {
        return super.execute(input);
      }
      ActivityOutput output =
          StepBarrier.of(ledger, mine, carried.key()).pass(() -> super.execute(input));
      return output == null ? new ActivityOutput(null) : output;
    } finally {
      Task.enter(before);
    }
  }

  private static @Nullable Carried carried(ActivityExecutionContext attempt, Header header) {
    ActivityInfo info = attempt.getInfo();
    if (!info.isInWorkflow()) {
      String scope = KeyText.activityScope(info.getNamespace(), info.getActivityId());
      IdempotencyKey key =
          new IdempotencyKey(scope, KeyedWorkflow.step(info.getActivityType()), 0, null, false);
      return new Carried(Carried.SCHEMA, key, true, "", false, false);
    }
    Payload sent = header.getValues().get(Carried.HEADER);
    if (sent == null) {
      return null;
    }
    Carried carried = RunConverter.ofCaller(attempt).receive(sent, Carried.class, Carried.class);
    if (carried == null || carried.schema() > Carried.SCHEMA) {
      throw ApplicationFailure.newFailure(
          "the activity's key was written by a newer release; this worker cannot read it",
          FailureTypes.INVALID_STATE);
    }
    return carried;
  }

  /** A heartbeat renews the lease of an effect that is under way. */
  private final class Heartbeats extends ActivityExecutionContextBase {
    private Heartbeats(ActivityExecutionContext next) {
      super(next);
    }

    @Override
    public <V> void heartbeat(V details) throws ActivityCompletionException {
      super.heartbeat(details);
      Task running = task;
      if (running != null) {
        running.heartbeat();
      }
    }
  }
}
