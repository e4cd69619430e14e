// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.temporalpatterns.examples.audit;

import org.jspecify.annotations.NullMarked;
