// SPDX-License-Identifier: Apache-2.0
/**
 * What the pages in {@code docs} and the README quote: their Java is cut out of this package and of
 * its tests, between {@code // region} and {@code // endregion}.
 */
@NullMarked
package io.github.temporalpatterns.examples.docs;

import org.jspecify.annotations.NullMarked;
