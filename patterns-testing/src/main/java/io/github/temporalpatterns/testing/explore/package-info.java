// SPDX-License-Identifier: Apache-2.0
/**
 * Searches for a sequence of messages, cancellations and delays that a workflow does not handle
 * correctly: {@link io.github.temporalpatterns.testing.explore.Explorer}.
 */
@NullMarked
package io.github.temporalpatterns.testing.explore;

import org.jspecify.annotations.NullMarked;
