// SPDX-License-Identifier: Apache-2.0
/** What several parts of the test kit share. Internal, not API. */
@NullMarked
package io.github.temporalpatterns.testing.internal;

import org.jspecify.annotations.NullMarked;
