// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

/** What is to be paid. */
public record Payment(String id, int cents) {}
