// SPDX-License-Identifier: Apache-2.0
/** Tests of the coverage of workflows. */
@NullMarked
package io.github.temporalpatterns.testing.coverage;

import org.jspecify.annotations.NullMarked;
