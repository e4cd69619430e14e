// SPDX-License-Identifier: Apache-2.0
/**
 * Eight checkouts, each with one bug that has been printed, copied and run in production, and one
 * without; and the test class that finds all eight. Do not copy from {@link
 * io.github.temporalpatterns.examples.flawed.FlawedCheckouts}.
 */
@NullMarked
package io.github.temporalpatterns.examples.flawed;

import org.jspecify.annotations.NullMarked;
