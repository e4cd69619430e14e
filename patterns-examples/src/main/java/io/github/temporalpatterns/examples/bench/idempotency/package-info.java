// SPDX-License-Identifier: Apache-2.0
/** What a ledger of effects costs on PostgreSQL, and what it saves. */
@NullMarked
package io.github.temporalpatterns.examples.bench.idempotency;

import org.jspecify.annotations.NullMarked;
