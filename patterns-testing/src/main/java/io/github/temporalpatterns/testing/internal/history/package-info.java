// SPDX-License-Identifier: Apache-2.0
/** What a run's events say, as a test, a lint or a person reads them. Internal, not API. */
@NullMarked
package io.github.temporalpatterns.testing.internal.history;

import org.jspecify.annotations.NullMarked;
