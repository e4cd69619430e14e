// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a shared breaker's entity. It needs what processes and the entity say to one
 * another, which is not API, so it stands in that package.
 */
@NullMarked
package io.github.temporalpatterns.breaker.cluster;

import org.jspecify.annotations.NullMarked;
