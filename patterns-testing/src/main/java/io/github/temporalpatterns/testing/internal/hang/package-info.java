// SPDX-License-Identifier: Apache-2.0
/** Why a run does not go on, and what to do about it. Internal, not API. */
@NullMarked
package io.github.temporalpatterns.testing.internal.hang;

import org.jspecify.annotations.NullMarked;
