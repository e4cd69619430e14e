// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.temporalpatterns.fanout;

import org.jspecify.annotations.NullMarked;
