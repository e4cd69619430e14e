// SPDX-License-Identifier: Apache-2.0
/** What the contract does not see: the pure parts, the store, bad input. */
@NullMarked
package io.github.temporalpatterns.pause;

import org.jspecify.annotations.NullMarked;
