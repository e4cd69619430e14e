// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.Effect.Answer;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.OutsideEffect;
import io.github.temporalpatterns.idempotency.Effect.SqlEffect;
import io.github.temporalpatterns.idempotency.internal.Fingerprint;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.KeyText;
import io.github.temporalpatterns.internal.RunConverter;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An effect that is being described, and what its attempt adds to that. */
@RunsIn(ACTIVITY)
final class DefaultEffect<R extends @Nullable Object> implements Effect<R> {
  private final DefaultEffectLedger ledger;
  private final Class<R> type;
  private final Type generic;
  private final boolean undo;
  private @Nullable String item;
  private @Nullable IdempotencyKey ownKey;
  private @Nullable List<@Nullable Object> compared;
  private Duration horizon;
  private @Nullable Duration lease;
  private Predicate<? super Exception> noEffect = failure -> false;

  DefaultEffect(DefaultEffectLedger ledger, Class<R> type, Type generic, boolean undo) {
    this.ledger = ledger;
    this.type = type;
    this.generic = generic;
    this.undo = undo;
    horizon = ledger.options().getHorizon();
  }

  @Override
  public Effect<R> item(String name) {
    KeyText.checkPart("item", name);
    item = name;
    return this;
  }

  @Override
  public Effect<R> key(IdempotencyKey key) {
    ownKey = Checks.notNull("key", key);
    return this;
  }

  @Override
  public Effect<R> comparing(@Nullable Object... values) {
    compared = Arrays.asList(values);
    return this;
  }

  @Override
  public Effect<R> horizon(Duration time) {
    Checks.positive("horizon", time);
    horizon = time;
    return this;
  }

  @Override
  public Effect<R> lease(Duration time) {
    Checks.positive("lease", time);
    lease = time;
    return this;
  }

  @Override
  public Effect<R> noEffectIf(Predicate<? super Exception> proof) {
    noEffect = Checks.notNull("proof", proof);
    return this;
  }

  @Override
  public R inTransaction(SqlEffect<R> effect) {
    Checks.notNull("effect", effect);
    return new TransactionRun<>(this, request(), effect).run();
  }

  @Override
  public R withProviderKey(OutsideEffect<R> effect) {
    return outside(Mode.PROVIDER_KEY, null, effect);
  }

  @Override
  public R askingFirst(OutsideEffect<Answer<R>> query, OutsideEffect<R> effect) {
    return outside(Mode.QUERY_FIRST, Checks.notNull("query", query), effect);
  }

  @Override
  public R reserved(OutsideEffect<R> effect) {
    return outside(Mode.RESERVE_CONFIRM, null, effect);
  }

  private R outside(Mode mode, @Nullable OutsideEffect<Answer<R>> query, OutsideEffect<R> effect) {
    Checks.notNull("effect", effect);
    return new OutsideRun<>(this, request(), mode, query, effect).run();
  }

  LedgerDatabase database() {
    return ledger.database();
  }

  LedgerOptions options() {
    return ledger.options();
  }

  boolean isUndo() {
    return undo;
  }

  /**
   * Whether a failure is the outcome. An undo has none: once it failed for good a person looks
   * after it, and has it tried again.
   */
  boolean isOutcome(Exception failure) {
    return !undo && Settled.isOutcome(failure);
  }

  boolean provesNoEffect(Exception failure) {
    return noEffect.test(failure);
  }

  @SuppressWarnings("NullAway") // null only where R may be
  R result(Outcomes outcomes, @Nullable String outcome) {
    return outcome == null ? null : outcomes.result(outcome, type, generic);
  }

  private Request request() {
    Task task = Task.current();
    Carried carried = ownKey == null ? Refusals.requireCarried(Refusals.requireTask(task)) : null;
    IdempotencyKey key = carried == null ? Checks.notNull("key", ownKey) : carried.key();
    key = item == null ? key : key.ofItem(item);
    if (key.undo() != undo) {
      throw Refusals.refused(
          undo
              ? "undo: must have the key of an undo, which IdempotentSteps.step(...).undo(...)"
                  + " gives; was "
                  + key
              : "once: must not have the key of an undo, for which there is undo(); was " + key);
    }
    if (task != null) {
      if (task.ledger() != null && task.ledger() != ledger) {
        throw Refusals.refused(
            "ledger: must be the one of the worker's plugin, was another one; key " + key);
      }
      if (task.isDone(key)) {
        throw Refusals.twice(key);
      }
    }
    RunConverter converter =
        task == null
            ? RunConverter.of(ledger.options().getDataConverter())
            : RunConverter.ofActivity();
    boolean isNamed = carried == null || carried.named() || item != null;
    String life = carried == null || isNamed ? null : carried.life();
    return new Request(
        task,
        key,
        fingerprint(converter, carried == null ? null : task),
        life,
        carried != null && carried.fresh() && task != null && task.info().getAttempt() == 1,
        lease(task).toMillis(),
        horizon.toMillis(),
        task == null ? Thread.currentThread().getName() : task.holder(),
        new Outcomes(converter));
  }

  private String fingerprint(RunConverter converter, @Nullable Task task) {
    if (compared != null) {
      return Fingerprint.of(converter, null, compared);
    }
    return task == null
        ? Fingerprint.of(converter, null, List.of())
        : Fingerprint.of(
            converter,
            task.info().getActivityType(),
            undo ? List.of() : task.arguments()); // an operator may change an undo's
  }

  private Duration lease(@Nullable Task task) {
    if (lease != null) {
      return lease;
    }
    return task == null ? options().getDefaultLease() : task.lease(options());
  }
}
