// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.temporalpatterns.examples.runtime;

import org.jspecify.annotations.NullMarked;
