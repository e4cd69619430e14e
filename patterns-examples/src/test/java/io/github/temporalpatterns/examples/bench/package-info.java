// SPDX-License-Identifier: Apache-2.0
/** Tests of the benchmarks' command line. */
@NullMarked
package io.github.temporalpatterns.examples.bench;

import org.jspecify.annotations.NullMarked;
