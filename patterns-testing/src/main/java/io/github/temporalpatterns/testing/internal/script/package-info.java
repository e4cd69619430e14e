// SPDX-License-Identifier: Apache-2.0
/** Fakes of activities and workflows, and the behaviours that they play. Internal, not API. */
@NullMarked
package io.github.temporalpatterns.testing.internal.script;

import org.jspecify.annotations.NullMarked;
