// SPDX-License-Identifier: Apache-2.0
/** The runs of an environment, and what the server tells of them. Internal, not API. */
@NullMarked
package io.github.temporalpatterns.testing.internal.runs;

import org.jspecify.annotations.NullMarked;
