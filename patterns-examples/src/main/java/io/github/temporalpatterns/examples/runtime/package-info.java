// SPDX-License-Identifier: Apache-2.0
/** What every example's command needs around the pattern: a server, faults, and a way to say no. */
@NullMarked
package io.github.temporalpatterns.examples.runtime;

import org.jspecify.annotations.NullMarked;
