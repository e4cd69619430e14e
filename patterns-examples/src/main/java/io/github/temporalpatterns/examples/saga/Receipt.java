// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.saga;

/**
 * What a customer gets for an order.
 *
 * @param payment the payment's number
 * @param shipment the shipment's number
 */
public record Receipt(String payment, String shipment) {}
