// SPDX-License-Identifier: Apache-2.0
/** Prices of many shops, asked for in parallel. */
@NullMarked
package io.github.temporalpatterns.examples.parallel;

import org.jspecify.annotations.NullMarked;
