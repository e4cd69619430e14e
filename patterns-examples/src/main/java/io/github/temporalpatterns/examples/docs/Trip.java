// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

// region record
/** What the traveller asks for. */
public record Trip(String traveller, String from, String to) {}
// endregion
