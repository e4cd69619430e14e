// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency.outbox;

/** What was ordered. */
public record Order(String id, int cents) {}
