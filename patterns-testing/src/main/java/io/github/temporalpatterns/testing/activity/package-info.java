// SPDX-License-Identifier: Apache-2.0
/** The attempts of activities that a test saw, and the timeouts that can end one. */
@NullMarked
package io.github.temporalpatterns.testing.activity;

import org.jspecify.annotations.NullMarked;
