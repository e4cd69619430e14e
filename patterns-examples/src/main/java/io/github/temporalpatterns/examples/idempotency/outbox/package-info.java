// SPDX-License-Identifier: Apache-2.0
/** A transactional outbox: a change of a database starts one workflow, whatever dies. */
@NullMarked
package io.github.temporalpatterns.examples.idempotency.outbox;

import org.jspecify.annotations.NullMarked;
