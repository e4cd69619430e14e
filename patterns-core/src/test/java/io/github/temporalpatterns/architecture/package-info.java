// SPDX-License-Identifier: Apache-2.0
/** Rules about the shape of the code, checked on every build. */
@NullMarked
package io.github.temporalpatterns.architecture;

import org.jspecify.annotations.NullMarked;
