// SPDX-License-Identifier: Apache-2.0
/**
 * The chunked fan-out beside what is written by hand, and beside the two published shapes, each
 * written here from its public description.
 */
@NullMarked
package io.github.temporalpatterns.examples.bench.fanout;

import org.jspecify.annotations.NullMarked;
