// SPDX-License-Identifier: Apache-2.0
/**
 * Small workflows as strangers write them: harmless ones, of which the determinism check must say
 * nothing, and bad ones, whose fault it must find.
 */
@NullMarked
package io.github.temporalpatterns.testing.determinism.corpus;

import org.jspecify.annotations.NullMarked;
