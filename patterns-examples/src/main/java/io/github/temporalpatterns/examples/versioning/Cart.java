// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.versioning;

/**
 * What is ordered.
 *
 * @param id the order's id
 * @param cents what it costs
 * @param country where it goes
 */
public record Cart(String id, long cents, String country) {}
