// SPDX-License-Identifier: Apache-2.0
/** The commands of the examples' command line. */
@NullMarked
package io.github.temporalpatterns.examples.cli;

import org.jspecify.annotations.NullMarked;
