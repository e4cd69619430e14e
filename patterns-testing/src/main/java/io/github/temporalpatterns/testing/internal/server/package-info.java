// SPDX-License-Identifier: Apache-2.0
/** The servers of a test, and what the embedded one lacks. Internal, not API. */
@NullMarked
package io.github.temporalpatterns.testing.internal.server;

import org.jspecify.annotations.NullMarked;
