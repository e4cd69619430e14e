// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.RunsIn;
import java.lang.reflect.Type;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets an effect happen once, whatever dies, and remembers its result in a SQL database. A
 * duplicate gets the first result.
 *
 * <p>Activity code only. The key is the activity's ({@link Idempotency}) unless {@link Effect#key}
 * gives another. There are four ways, because databases and services offer different things:
 *
 * <table>
 *   <caption>What happens to an effect</caption>
 *   <tr><th>Way</th><th>needs</th><th>its attempt dies after the effect</th></tr>
 *   <tr><td>{@link Effect#inTransaction}</td><td>an effect in the ledger's database</td>
 *       <td>once: effect and record are one commit</td></tr>
 *   <tr><td>{@link Effect#withProviderKey}</td><td>a service that knows idempotency keys</td>
 *       <td>asked again under the same key; the service does it once</td></tr>
 *   <tr><td>{@link Effect#askingFirst}</td><td>a service that can be asked</td>
 *       <td>the service is asked, and does it if it has not</td></tr>
 *   <tr><td>{@link Effect#reserved}</td><td>nothing</td>
 *       <td>{@link FailureTypes#EFFECT_UNKNOWN}, until an operator decides</td></tr>
 * </table>
 *
 * <pre>{@code
 * public Receipt charge(Order order) {
 *   return ledger.once(Receipt.class).inTransaction(connection -> insertCharge(connection, order));
 * }
 * }</pre>
 *
 * <p><b>Arguments</b>: a key that is used again with other arguments, or by another activity type,
 * is refused by {@link FailureTypes#EFFECT_MISMATCH}. They are compared by a hash of their JSON in
 * canonical form; properties that are null, false, 0 or empty count as absent, so that a class may
 * get a new one. {@link Effect#comparing} names what to compare instead.
 *
 * <p><b>Duplicates at one time</b>: one has a lease, as long as its attempt has time, or until its
 * next heartbeat is due, by the database's clock. The others fail by {@link
 * FailureTypes#EFFECT_IN_PROGRESS}, which is retried when the lease ends. An attempt whose lease
 * was taken over can no longer record anything.
 *
 * <p><b>Failures of an effect</b>: a non-retryable {@code ApplicationFailure} is an outcome; a
 * duplicate gets it, too. After any other failure {@link Effect#inTransaction} has done nothing,
 * {@link Effect#withProviderKey} and {@link Effect#askingFirst} go on in the next attempt, and
 * {@link Effect#reserved} does not know, unless {@link Effect#noEffectIf} does. An {@code Error}
 * leaves the effect as if its worker had died.
 *
 * <p><b>Threads</b>: safe. Methods block on the database and the effect. <b>Cancellation</b>: what
 * an effect throws when its heartbeat is told of it is a failure like any other.
 *
 * @see <a
 *     href="https://github.com/temporalpatterns/temporal-patterns/blob/main/docs/patterns/idempotency.md">idempotency.md</a>
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
public interface EffectLedger {

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
   * Opens a ledger in a database of its own or, for {@link Effect#inTransaction}, of the effects.
   *
   * @param database PostgreSQL, SQLite or H2; gives each call a connection
   * @return a ledger with the default {@link LedgerOptions}
   */
  static EffectLedger open(DataSource database) {
    return open(database, LedgerOptions.newBuilder().build());
  }

  /**
   * Opens a ledger. Connects to nothing yet.
   *
   * @param database PostgreSQL, SQLite or H2; gives each call a connection
   * @param options horizon, limits and the tables' names
   * @return the ledger
   */
  static EffectLedger open(DataSource database, LedgerOptions options) {
    return new DefaultEffectLedger(database, options);
  }

  /**
   * Begins to describe an effect.
   *
   * @param result the type of its result, which is stored as a result of an activity is
   * @param <R> the type
   * @return the effect, to be done by one of its last four methods
   */
  default <R> Effect<R> once(Class<R> result) {
    return once(result, result);
  }

  /**
   * Begins to describe an effect whose result has a generic type.
   *
   * @param result the type of its result, such as {@code List.class}
   * @param generic the same with its arguments, such as {@code List<Receipt>}
   * @param <R> the type
   * @return the effect, to be done by one of its last four methods
   */
  <R> Effect<R> once(Class<? super R> result, Type generic);

  /**
   * Begins to describe the undo of an effect, whose key must be {@linkplain
   * IdempotencyKey#undoing() that of an undo}. It is done once, and only if the effect happened or
   * may have. It bars an effect that did not: a late attempt is refused by {@link
   * FailureTypes#EFFECT_BARRED}. While the effect is under way it fails by {@link
   * FailureTypes#EFFECT_IN_PROGRESS}.
   *
   * @return the undo, to be done by one of its last four methods, which return null if there is
   *     nothing to undo
   */
  Effect<@Nullable Void> undo();

  /**
   * Requires that the database has the ledger's tables, as this release needs them.
   *
   * @throws IllegalStateException if a table is missing or older; with what to do
   */
  void verifySchema();

  /**
   * The statements that create the ledger's tables. They are for you to run, or to copy into your
   * migrations.
   *
   * @param dialect of the database
   * @param options with the tables' prefix
   * @return the statements
   */
  static List<String> ddl(Dialect dialect, LedgerOptions options) {
    return Tables.of(dialect, options.getTablePrefix()).create();
  }

  /** A database that the ledger knows. */
  enum Dialect {
    /** PostgreSQL 12 or newer. */
    POSTGRESQL,
    /** SQLite 3.38 or newer. */
    SQLITE,
    /** H2 2.2 or newer. */
    H2
  }

  /**
   * An effect that is described, and done by {@link #inTransaction}, {@link #withProviderKey},
   * {@link #askingFirst} or {@link #reserved}. Each of them fails by the types that {@link
   * EffectLedger} names. Not safe for use by several threads.
   *
   * @param <R> the type of its result
   */
  interface Effect<R extends @Nullable Object> {

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
     * Recognises failures that prove that nothing happened, such as a connection that was refused.
     *
     * @param proof asked for what the effect threw; default: never
     * @return this effect
     */
    Effect<R> noEffectIf(Predicate<? super Exception> proof);

    /**
     * Does the effect in a transaction of the ledger's database, with the record. Costs one
     * statement more than the effect alone, and one more in a second life.
     *
     * @param effect what to do on the connection, and nothing else, for it may be rolled back and
     *     done again; neither commits nor closes. Within it, another effect of this ledger joins
     *     the transaction.
     * @return its result, or the first one
     */
    R inTransaction(SqlEffect<R> effect);

    /**
     * Does the effect through a service that does a thing once by a key. The ledger keeps the
     * result and the horizon.
     *
     * @param effect gives the service {@link IdempotencyKey#forProvider()}
     * @return its result, or the first one
     */
    R withProviderKey(OutsideEffect<R> effect);

    /**
     * Does the effect after asking the service whether it has, if an attempt was at it before.
     *
     * @param query answers with the result if the effect happened; empty proves that it did not
     * @param effect does it
     * @return its result, or the first one
     */
    R askingFirst(OutsideEffect<Optional<R>> query, OutsideEffect<R> effect);

    /**
     * Does the effect unless an attempt was at it before that did not say how it ended.
     *
     * @param effect does it
     * @return its result, or the first one
     */
    R reserved(OutsideEffect<R> effect);
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
