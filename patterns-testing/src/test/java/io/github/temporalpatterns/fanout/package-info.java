// SPDX-License-Identifier: Apache-2.0
/** What tests need of the package's inside. */
@NullMarked
package io.github.temporalpatterns.fanout;

import org.jspecify.annotations.NullMarked;
