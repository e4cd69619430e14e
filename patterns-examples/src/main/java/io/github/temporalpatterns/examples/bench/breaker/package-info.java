// SPDX-License-Identifier: Apache-2.0
/** What a decision of the circuit breaker costs, and that it decides as Resilience4j does. */
@NullMarked
package io.github.temporalpatterns.examples.bench.breaker;

import org.jspecify.annotations.NullMarked;
