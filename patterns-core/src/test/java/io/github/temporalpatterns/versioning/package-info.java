// SPDX-License-Identifier: Apache-2.0
/** What the contract does not see: the pure parts, bad input. */
@NullMarked
package io.github.temporalpatterns.versioning;

import org.jspecify.annotations.NullMarked;
