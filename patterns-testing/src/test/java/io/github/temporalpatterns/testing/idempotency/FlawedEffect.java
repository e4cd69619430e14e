// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect;
import io.github.temporalpatterns.idempotency.Effect.Answer;
import io.github.temporalpatterns.idempotency.Effect.OutsideEffect;
import io.github.temporalpatterns.idempotency.Effect.SqlEffect;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An effect that is done in a wrong way. */
final class FlawedEffect<R extends @Nullable Object> implements Effect<R> {
  private static final Map<String, Boolean> SEEN = new ConcurrentHashMap<>();

  private final LedgerFlaw flaw;
  private final Effect<R> sound;
  private final DataSource database;
  private final boolean undo;
  private @Nullable ApplicationFailure thrown;
  private IdempotencyKey key = IdempotencyKey.of("none", "none", "none");

  FlawedEffect(LedgerFlaw flaw, Effect<R> sound, DataSource database, boolean undo) {
    this.flaw = flaw;
    this.sound = sound;
    this.database = database;
    this.undo = undo;
  }

  private boolean is(LedgerFlaw asked) {
    return flaw == asked;
  }

  @Override
  public Effect<R> item(String name) {
    if (!is(LedgerFlaw.NO_ITEMS)) {
      sound.item(name);
    }
    return this;
  }

  @Override
  public Effect<R> key(IdempotencyKey own) {
    key = own;
    boolean isNew =
        is(LedgerFlaw.FORGETS)
            || (undo && is(LedgerFlaw.NO_BARRIER))
            || (is(LedgerFlaw.RACY) && SEEN.put(own.toString(), true) == null);
    sound.key(isNew ? own.ofItem(UUID.randomUUID().toString()) : own);
    return this;
  }

  @Override
  public Effect<R> comparing(@Nullable Object... values) {
    sound.comparing(is(LedgerFlaw.BLIND) ? new Object[] {"all alike"} : values);
    return this;
  }

  @Override
  public Effect<R> horizon(Duration horizon) {
    sound.horizon(is(LedgerFlaw.NO_HORIZON) ? Duration.ofDays(9_999) : horizon);
    return this;
  }

  @Override
  public Effect<R> lease(Duration lease) {
    Duration given =
        switch (flaw) {
          case NO_LEASE -> Duration.ofNanos(1);
          case STARTS_LATE -> Duration.ofMinutes(1);
          default -> lease;
        };
    sound.lease(given);
    return this;
  }

  @Override
  public Effect<R> noEffectIf(Predicate<? super Exception> proof) {
    sound.noEffectIf(proof);
    return this;
  }

  @Override
  @SuppressWarnings("NullAway") // a flaw: null where a result may not be
  public R inTransaction(SqlEffect<R> effect) {
    if (is(LedgerFlaw.RECORDS_FIRST)) {
      sound.inTransaction(connection -> null);
      return apart(effect);
    }
    if (undo && is(LedgerFlaw.UNDOES_AGAIN)) {
      return apart(effect);
    }
    if (is(LedgerFlaw.TRUSTS_THE_ANSWER)) {
      return trusting(effect);
    }
    try {
      R result = result(sound.inTransaction(connection -> flawed(connection, effect)));
      if (is(LedgerFlaw.INSISTS) && thrown != null) {
        throw thrown;
      }
      return result;
    } catch (RuntimeException e) {
      return afterwards(e);
    }
  }

  @SuppressWarnings("NullAway") // a flaw: null where a result may not be
  private R result(R result) {
    return is(LedgerFlaw.NO_RESULT) ? null : result;
  }

  private R flawed(Connection connection, SqlEffect<R> effect) throws Exception {
    if (is(LedgerFlaw.ACTS_FIRST) || (is(LedgerFlaw.NESTS_APART) && isNested())) {
      return apart(effect);
    }
    try {
      return effect.on(connection);
    } catch (IOException e) {
      if (is(LedgerFlaw.COMMITS_CHECKED)) {
        connection.commit();
      }
      throw e;
    } catch (ApplicationFailure e) {
      thrown = e;
      if (is(LedgerFlaw.HIDES_FAILURES)) {
        try (Connection other = database.getConnection()) {
          other.commit();
        }
      }
      throw switch (flaw) {
        case FORGETS_REJECTIONS -> ApplicationFailure.newFailure(e.getMessage(), e.getType());
        case KEEPS_ALL_FAILURES ->
            ApplicationFailure.newNonRetryableFailure(e.getMessage(), e.getType());
        default -> e;
      };
    }
  }

  /** The first effect that a rule does within another is done before it. */
  private static boolean isNested() {
    return StackWalker.getInstance()
            .walk(frames -> frames.filter(frame -> frame.getMethodName().equals("flawed")).count())
        > 1;
  }

  @SuppressWarnings("NullAway") // as above
  private R afterwards(RuntimeException e) {
    if (is(LedgerFlaw.IGNORES_THE_ANSWER)) {
      return null;
    }
    if (is(LedgerFlaw.FORGETS_UNDO) && FailureTypes.matches(e, FailureTypes.EFFECT_BARRED)) {
      return null;
    }
    if (is(LedgerFlaw.TRUNCATES) && FailureTypes.matches(e, FailureTypes.EFFECT_REFUSED)) {
      return null;
    }
    throw e;
  }

  private R trusting(SqlEffect<R> effect) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      R result = effect.on(connection);
      connection.commit();
      return result;
    } catch (Exception e) {
      return apart(effect);
    }
  }

  private R apart(SqlEffect<R> effect) {
    try (Connection connection = database.getConnection()) {
      return effect.on(connection);
    } catch (Exception e) {
      throw Activity.wrap(e);
    }
  }

  @Override
  public R withProviderKey(OutsideEffect<R> effect) {
    if (is(LedgerFlaw.FORGETS_SILENCE)) {
      sound.noEffectIf(failure -> true);
    }
    return sound.withProviderKey(
        given ->
            effect.under(
                is(LedgerFlaw.NEW_PROVIDER_KEY)
                    ? key.ofItem(UUID.randomUUID().toString())
                    : given));
  }

  @Override
  public R askingFirst(OutsideEffect<Answer<R>> query, OutsideEffect<R> effect) {
    if (is(LedgerFlaw.NEVER_ASKS)) {
      return sound.withProviderKey(effect);
    }
    try {
      return sound.askingFirst(is(LedgerFlaw.ASKS_ONCE) ? orNo(query) : query, effect);
    } catch (ApplicationFailure e) {
      if (is(LedgerFlaw.UNFENCED) && FailureTypes.matches(e, FailureTypes.EFFECT_UNKNOWN)) {
        return sound.askingFirst(query, effect);
      }
      throw e;
    }
  }

  private OutsideEffect<Answer<R>> orNo(OutsideEffect<Answer<R>> query) {
    return asked -> {
      try {
        return query.under(asked);
      } catch (Exception e) {
        return Answer.no();
      }
    };
  }

  @Override
  public R reserved(OutsideEffect<R> effect) {
    if (undo && is(LedgerFlaw.UNDOES_AT_ONCE)) {
      try {
        return effect.under(key);
      } catch (Exception e) {
        throw Activity.wrap(e);
      }
    }
    if (is(LedgerFlaw.OPTIMISTIC)) {
      sound.noEffectIf(failure -> true);
    }
    return result(is(LedgerFlaw.REPEATS) ? sound.withProviderKey(effect) : sound.reserved(effect));
  }
}
