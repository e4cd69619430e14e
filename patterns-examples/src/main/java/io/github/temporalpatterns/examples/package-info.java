// SPDX-License-Identifier: Apache-2.0
/** The examples' command line. Each pattern's example is a package below this one. */
@NullMarked
package io.github.temporalpatterns.examples;

import org.jspecify.annotations.NullMarked;
