// SPDX-License-Identifier: Apache-2.0
/**
 * An order as a saga: reserve the stock, charge the card, ship; if one fails, take back what was
 * done.
 *
 * <p>The three participants get the step's key with each call. They must be idempotent by it in any
 * order: a repeated call gets the first answer, an undo may come twice, and after an undo its
 * action, should it arrive late, is refused.
 */
@NullMarked
package io.github.temporalpatterns.examples.saga;

import org.jspecify.annotations.NullMarked;
