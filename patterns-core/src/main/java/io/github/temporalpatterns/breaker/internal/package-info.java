// SPDX-License-Identifier: Apache-2.0
/**
 * What the workflow's, the worker's and the shared breaker use: an operators' desk, metrics and a
 * clock. Not API: anything here may change or go in any release.
 */
@NullMarked
package io.github.temporalpatterns.breaker.internal;

import org.jspecify.annotations.NullMarked;
