// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.RunsIn;
import java.sql.Connection;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An effect that is described, and done by {@link #inTransaction}, {@link #withProviderKey}, {@link
 * #askingFirst} or {@link #reserved}. Each of them fails by the types that {@link EffectLedger}
 * names. Not safe for use by several threads.
 *
 * @param <R> the type of its result
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
public interface Effect<R extends @Nullable Object> {

  /**
   * Says which of several effects of this activity it is. Needed if there are two.
   *
   * @param name 1 to 200 characters
   * @return this effect
   * @throws IllegalArgumentException naming rule and value
   */
  Effect<R> item(String name);

  /**
   * Takes a key of your own. With it the ledger works outside of activities, too.
   *
   * @param key default: the activity's
   * @return this effect
   */
  Effect<R> key(IdempotencyKey key);

  /**
   * Names what must be the same when the key is used again, so that what may change, such as a
   * time, is left out.
   *
   * @param values default: type and arguments of the activity; for a {@link #key} nothing
   * @return this effect
   */
  Effect<R> comparing(@Nullable Object... values);

  /**
   * Sets how long the key is remembered from its first use on. Give a service's own window, if it
   * forgets keys.
   *
   * @param horizon positive; default: the ledger's
   * @return this effect
   */
  Effect<R> horizon(Duration horizon);

  /**
   * Sets how long others wait for this attempt if it dies.
   *
   * @param lease positive; default: as long as the attempt has time, and the ledger's margin
   * @return this effect
   */
  Effect<R> lease(Duration lease);

  /**
   * Recognises failures that prove that this attempt did nothing, such as a refused connection.
   *
   * @param proof asked for what the effect threw; default: never
   * @return this effect
   */
  Effect<R> noEffectIf(Predicate<? super Exception> proof);

  /**
   * Does the effect in a transaction of the ledger's database, with the record. Costs one statement
   * more than the effect alone, and one more in a second life.
   *
   * @param effect what to do on the connection, and nothing else, for it may be rolled back and
   *     done again; neither commits nor closes. Within it, another effect of this ledger joins the
   *     transaction.
   * @return its result, or the first one
   */
  R inTransaction(SqlEffect<R> effect);

  /**
   * Does the effect through a service that does a thing once by a key. The ledger keeps the result
   * and the horizon.
   *
   * @param effect gives the service {@link IdempotencyKey#forProvider()}
   * @return its result, or the first one
   */
  R withProviderKey(OutsideEffect<R> effect);

  /**
   * Does the effect after asking the service whether it has, if an attempt was at it before.
   *
   * @param query answers whether the effect happened; what it throws is no answer
   * @param effect does it
   * @return its result, or the first one
   */
  R askingFirst(OutsideEffect<Answer<R>> query, OutsideEffect<R> effect);

  /**
   * Does the effect unless an attempt was at it before that did not say how it ended.
   *
   * @param effect does it
   * @return its result, or the first one
   */
  R reserved(OutsideEffect<R> effect);

  /** In which of the ways an effect is done. */
  enum Mode {
    /** Effect and record are one commit. */
    SAME_TRANSACTION,
    /** The service recognises a repeated effect by its key. */
    PROVIDER_KEY,
    /** The service is asked before an effect is repeated. */
    QUERY_FIRST,
    /** The effect is not repeated unless it is known that it did not happen. */
    RESERVE_CONFIRM
  }

  /** How far an effect is. */
  enum State {
    /** An attempt is at it, or was when it died. */
    RESERVED,
    /** It happened; its result is kept. */
    DONE,
    /** It failed for good; its failure is kept. */
    REJECTED,
    /** Nobody knows whether it happened. */
    UNKNOWN,
    /** It is known not to have happened, and may. */
    FREE,
    /** It did not happen and must not: it was undone before, or an operator barred it. */
    BARRED,
    /** It was undone, or is being undone, after it happened or may have. */
    UNDONE,
    /** It happened before the ledger's horizon; nothing else is kept. */
    EXPIRED
  }

  /**
   * What a service says of an effect.
   *
   * @param happened false only if it is certain that it did not, and will not
   * @param result what it came to; null, too, if it came to nothing
   * @param <R> the type of its result
   */
  record Answer<R extends @Nullable Object>(boolean happened, @Nullable R result) {

    /**
     * It happened.
     *
     * @param result what it came to
     * @param <R> the type of its result
     * @return the answer
     */
    public static <R extends @Nullable Object> Answer<R> yes(R result) {
      return new Answer<>(true, result);
    }

    /**
     * It did not happen, and will not unless it is done now.
     *
     * @param <R> the type of its result
     * @return the answer
     */
    public static <R extends @Nullable Object> Answer<R> no() {
      return new Answer<>(false, null);
    }
  }

  /**
   * What is done on a connection.
   *
   * @param <R> the type of its result
   */
  @FunctionalInterface
  interface SqlEffect<R extends @Nullable Object> {

    /**
     * Does it.
     *
     * @param connection in a transaction that the ledger commits
     * @return its result
     * @throws Exception if it failed; the transaction is rolled back, whatever it is
     */
    R on(Connection connection) throws Exception;
  }

  /**
   * What is done elsewhere.
   *
   * @param <R> the type of its result
   */
  @FunctionalInterface
  interface OutsideEffect<R extends @Nullable Object> {

    /**
     * Does it.
     *
     * @param key the effect's
     * @return its result
     * @throws Exception if it failed, or may have
     */
    R under(IdempotencyKey key) throws Exception;
  }
}
