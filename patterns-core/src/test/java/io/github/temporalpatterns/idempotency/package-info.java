// SPDX-License-Identifier: Apache-2.0
/** Keys, decisions and fingerprints, without a server. */
@NullMarked
package io.github.temporalpatterns.idempotency;

import org.jspecify.annotations.NullMarked;
