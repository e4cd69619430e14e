// SPDX-License-Identifier: Apache-2.0
/**
 * The order workflow of the other examples, put together: a saga, guarded by a breaker, pausable,
 * reviewed by people, and changed while its runs are open.
 */
@NullMarked
package io.github.temporalpatterns.examples.showcase;

import org.jspecify.annotations.NullMarked;
