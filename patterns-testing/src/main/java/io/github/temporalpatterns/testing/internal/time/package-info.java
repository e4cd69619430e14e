// SPDX-License-Identifier: Apache-2.0
/** How the server's time passes, and what waits for it. Internal, not API. */
@NullMarked
package io.github.temporalpatterns.testing.internal.time;

import org.jspecify.annotations.NullMarked;
