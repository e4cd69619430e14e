// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.temporalpatterns.idempotency.internal;

import org.jspecify.annotations.NullMarked;
