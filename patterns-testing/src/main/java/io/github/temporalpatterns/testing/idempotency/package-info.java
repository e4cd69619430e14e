// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a ledger of effects.
 *
 * <p>Start with {@link io.github.temporalpatterns.testing.idempotency.LedgerContract}.
 */
@NullMarked
package io.github.temporalpatterns.testing.idempotency;

import org.jspecify.annotations.NullMarked;
