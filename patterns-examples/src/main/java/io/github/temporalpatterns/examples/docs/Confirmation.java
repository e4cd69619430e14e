// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

// region record
/** What the traveller gets. */
public record Confirmation(String flight, String hotel) {}
// endregion
