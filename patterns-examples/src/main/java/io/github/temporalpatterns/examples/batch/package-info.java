// SPDX-License-Identifier: Apache-2.0
/** A file of readings, imported by a batch that goes on where it was killed. */
@NullMarked
package io.github.temporalpatterns.examples.batch;

import org.jspecify.annotations.NullMarked;
