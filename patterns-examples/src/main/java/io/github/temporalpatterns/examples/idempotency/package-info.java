// SPDX-License-Identifier: Apache-2.0
/** Payments that are charged and booked once, while answers are lost and attempts die. */
@NullMarked
package io.github.temporalpatterns.examples.idempotency;

import org.jspecify.annotations.NullMarked;
