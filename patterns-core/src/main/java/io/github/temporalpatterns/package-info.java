// SPDX-License-Identifier: Apache-2.0
/**
 * The front hall of Temporal Patterns: what every pattern shares in its public face. Each pattern
 * has its own package below this one.
 */
@NullMarked
package io.github.temporalpatterns;

import org.jspecify.annotations.NullMarked;
