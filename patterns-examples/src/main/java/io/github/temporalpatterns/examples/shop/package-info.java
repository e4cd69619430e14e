// SPDX-License-Identifier: Apache-2.0
/** The shop's database, and the three participants that work in it, each in its own transaction. */
@NullMarked
package io.github.temporalpatterns.examples.shop;

import org.jspecify.annotations.NullMarked;
