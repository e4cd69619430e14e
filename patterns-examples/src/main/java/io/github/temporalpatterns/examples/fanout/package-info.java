// SPDX-License-Identifier: Apache-2.0
/** The audit of a Maven repository, as a fan-out over chunks of its artifacts. */
@NullMarked
package io.github.temporalpatterns.examples.fanout;

import org.jspecify.annotations.NullMarked;
