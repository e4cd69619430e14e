// SPDX-License-Identifier: Apache-2.0
/** A long job that people pause, resume and stop: the files of a directory tree into a database. */
@NullMarked
package io.github.temporalpatterns.examples.pause;

import org.jspecify.annotations.NullMarked;
