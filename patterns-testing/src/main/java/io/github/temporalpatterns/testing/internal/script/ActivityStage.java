// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.github.temporalpatterns.testing.activity.TimeoutKind;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ManualActivityCompletionClient;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a scripted activity.
 *
 * @param context the attempt
 * @param clock lets its time pass
 */
record ActivityStage(ActivityExecutionContext context, AttemptClock clock) implements Stage {

  @Override
  public @Nullable String key() {
    return null;
  }

  @Override
  public void sleep(Duration duration, @Nullable Duration gap) {
    clock.sleep(context, duration, gap);
  }

  @Override
  public void timeOut(TimeoutKind kind) {
    clock.timeOut(context, kind);
  }

  @Override
  public void vanish() {
    clock.timeOut(context, Deadlines.first(context.getInfo()));
  }

  @Override
  public Object hang() {
    return clock.hang(context);
  }

  @Override
  public void awaitCancel() {
    clock.awaitCancel(context);
  }

  @Override
  public void awaitSignal(String name) {
    throw clock.refusal(context.getInfo(), "wait for a signal", "only workflows receive signals");
  }

  @Override
  public void completeLater(Consumer<ManualActivityCompletionClient> handOver) {
    clock.refuseLocal(context.getInfo(), "complete later");
    handOver.accept(context.useLocalManualCompletion());
  }
}
