// SPDX-License-Identifier: Apache-2.0
/** Benchmarks: each compares two ways of doing the same work in one run, and prints ratios. */
@NullMarked
package io.github.temporalpatterns.examples.bench;

import org.jspecify.annotations.NullMarked;
