// SPDX-License-Identifier: Apache-2.0
/** Tests of the saga's pure core, and of its edges on a server. */
@NullMarked
package io.github.temporalpatterns.saga;

import org.jspecify.annotations.NullMarked;
