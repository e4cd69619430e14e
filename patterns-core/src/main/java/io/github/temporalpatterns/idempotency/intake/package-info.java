// SPDX-License-Identifier: Apache-2.0
/**
 * What comes from outside comes more than once, and counts once: starts of workflows, and messages
 * to them.
 *
 * <p>Start with {@link io.github.temporalpatterns.idempotency.intake.IdempotentStarter} for
 * webhooks, forms and outboxes that start workflows, and with {@link
 * io.github.temporalpatterns.idempotency.intake.SeenMessages} for signals.
 */
@NullMarked
package io.github.temporalpatterns.idempotency.intake;

import org.jspecify.annotations.NullMarked;
