// SPDX-License-Identifier: Apache-2.0
/** Tests of the breaker's pure core: against an oracle, and of what the oracle does not have. */
@NullMarked
package io.github.temporalpatterns.breaker.cluster;

import org.jspecify.annotations.NullMarked;
