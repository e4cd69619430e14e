// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a saga; the tests of any implementation extend it.
 *
 * <p>Start with {@link io.github.temporalpatterns.testing.saga.SagaContract}.
 */
@NullMarked
package io.github.temporalpatterns.testing.saga;

import org.jspecify.annotations.NullMarked;
