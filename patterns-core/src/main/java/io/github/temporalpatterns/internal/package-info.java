// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel that patterns stand on. Not API: anything here may change or go in any release, and
 * code outside this library must not use it.
 */
@NullMarked
package io.github.temporalpatterns.internal;

import org.jspecify.annotations.NullMarked;
