// SPDX-License-Identifier: Apache-2.0
/**
 * Tools that prove workflows: environments, scripted activities, replay checks and contract suites.
 */
@NullMarked
package io.github.temporalpatterns.testing;

import org.jspecify.annotations.NullMarked;
