// SPDX-License-Identifier: Apache-2.0
/** The strict replay, and the words for how one fails. Internal, not API. */
@NullMarked
package io.github.temporalpatterns.testing.internal.replay;

import org.jspecify.annotations.NullMarked;
