// SPDX-License-Identifier: Apache-2.0
/** What it costs to know which branches may be deleted. */
@NullMarked
package io.github.temporalpatterns.examples.bench.versioning;

import org.jspecify.annotations.NullMarked;
