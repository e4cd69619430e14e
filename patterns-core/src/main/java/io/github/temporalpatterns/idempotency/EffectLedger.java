// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.SqlDialect;
import java.lang.reflect.Type;
import java.util.List;
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
   * @param result the type of its result, which is stored as a result of an activity is; {@code
   *     Void.class} if it has none and returns null
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
   * FailureTypes#EFFECT_IN_PROGRESS}. An undo that failed for good may be tried again, with other
   * arguments too, because a person may have looked after it.
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
   * The statements that create the ledger's tables. They are for you to run once, or to copy into
   * your migrations: they fail if the tables are there.
   *
   * @param dialect of the database
   * @param options with the tables' prefix
   * @return the statements
   */
  static List<String> ddl(SqlDialect dialect, LedgerOptions options) {
    return Tables.schema(options.getTablePrefix()).ddl(dialect);
  }
}
