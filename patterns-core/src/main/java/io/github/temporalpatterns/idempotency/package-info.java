// SPDX-License-Identifier: Apache-2.0
/**
 * Effects that happen once, whatever dies: keys that all attempts of a piece of work have in
 * common, and a ledger that remembers what was done.
 *
 * <p>Use it for activities that change something outside of Temporal. Do not use it for those that
 * may as well run twice.
 *
 * <pre>{@code
 * WorkerFactoryOptions.newBuilder().setPlugins(Idempotency.plugin(ledger))
 *
 * public Receipt charge(Order order) {
 *   return ledger.once(Receipt.class).inTransaction(connection -> insertCharge(connection, order));
 * }
 * }</pre>
 *
 * <p>Start with {@link io.github.temporalpatterns.idempotency.EffectLedger}.
 *
 * @see <a
 *     href="https://github.com/temporalpatterns/temporal-patterns/blob/main/docs/patterns/idempotency.md">idempotency.md</a>
 */
@NullMarked
package io.github.temporalpatterns.idempotency;

import org.jspecify.annotations.NullMarked;
