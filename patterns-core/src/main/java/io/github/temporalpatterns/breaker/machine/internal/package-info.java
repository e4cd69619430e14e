// SPDX-License-Identifier: Apache-2.0
/**
 * The state machine of a breaker: pure, told the time by its clock, without workflows and threads.
 * Not API: anything here may change or go in any release.
 */
@NullMarked
package io.github.temporalpatterns.breaker.machine.internal;

import org.jspecify.annotations.NullMarked;
