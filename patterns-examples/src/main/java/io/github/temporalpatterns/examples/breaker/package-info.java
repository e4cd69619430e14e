// SPDX-License-Identifier: Apache-2.0
/** Labels of a carrier whose service is down for a while, asked for through a circuit breaker. */
@NullMarked
package io.github.temporalpatterns.examples.breaker;

import org.jspecify.annotations.NullMarked;
