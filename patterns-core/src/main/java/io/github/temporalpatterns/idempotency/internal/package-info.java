// SPDX-License-Identifier: Apache-2.0
/** What the rooms of this pattern have in common. Internal, not API. */
@NullMarked
package io.github.temporalpatterns.idempotency.internal;

import org.jspecify.annotations.NullMarked;
