// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.WorkerOnly;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerPlugin;

/**
 * Gives every activity a key that its retries, and the second lives of its workflow, have in
 * common. One line installs it:
 *
 * <pre>{@code
 * WorkerFactoryOptions.newBuilder().setPlugins(Idempotency.plugin(ledger))
 * }</pre>
 *
 * <p>The key travels in a header, so signatures stay as they are; local activities have one, too.
 * It names the chain of runs by namespace, workflow id and first run id, and the step by the
 * activity's type, unless the workflow names it: {@link IdempotentSteps}. An activity without a
 * workflow has its activity id for a scope.
 *
 * <p><b>Replay</b>: headers are no part of the commands that a replay compares. The plugin may be
 * added to running workers, and costs no event. It must be on the workers of workflows and on those
 * of activities.
 *
 * <p><b>Threads</b>: {@link #key} answers on the thread that executes the activity.
 *
 * @see EffectLedger
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
public final class Idempotency {

  private Idempotency() {}

  /**
   * Installs keys and a ledger on all workers of a factory: {@code
   * WorkerFactoryOptions.setPlugins}, or a bean of type {@code WorkerPlugin} if Spring Boot makes
   * the workers. The factory does not start if the ledger's tables are missing or old. Plugins are
   * experimental in the SDK.
   *
   * @param ledger which the activities of these workers use; no other is accepted there
   * @return a plugin of workers only
   */
  public static WorkerPlugin plugin(EffectLedger ledger) {
    return WorkerOnly.of(new KeyPlugin(Checks.notNull("ledger", ledger)));
  }

  /**
   * Installs keys only, for workers of workflows, and for activities that keep keys by themselves.
   *
   * @return a plugin of workers only
   */
  public static WorkerPlugin plugin() {
    return WorkerOnly.of(new KeyPlugin(null));
  }

  /**
   * The same as {@link #plugin(EffectLedger)} without a plugin: {@code
   * WorkerFactoryOptions.setWorkerInterceptors}, or an environment of {@code patterns-testing}. The
   * tables are not verified then.
   *
   * @param ledger which the activities of these workers use
   * @return the interceptor
   */
  public static WorkerInterceptor interceptor(EffectLedger ledger) {
    return new KeyPlugin.Keys(Checks.notNull("ledger", ledger));
  }

  /**
   * The key of the activity that the current thread executes.
   *
   * @return the key, the same in every attempt
   * @throws IllegalStateException if the thread executes no activity of a worker with the plugin
   * @throws io.temporal.failure.ApplicationFailure {@link FailureTypes#EFFECT_REFUSED}, not
   *     retryable, if the workflow's worker had no plugin when it called the activity
   */
  public static IdempotencyKey key() {
    return Refusals.requireCarried(Refusals.requireTask(Task.current())).key();
  }
}
