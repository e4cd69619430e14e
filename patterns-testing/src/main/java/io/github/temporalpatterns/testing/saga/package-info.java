// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a saga, to be extended by the tests of any implementation: start with {@link
 * io.github.temporalpatterns.testing.saga.SagaContract}.
 */
@NullMarked
package io.github.temporalpatterns.testing.saga;

import org.jspecify.annotations.NullMarked;
