// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.temporalpatterns.idempotency.intake;

import org.jspecify.annotations.NullMarked;
