// SPDX-License-Identifier: Apache-2.0
/** The audit of a Maven repository: what is checked, where the results are kept, how they look. */
@NullMarked
package io.github.temporalpatterns.examples.audit;

import org.jspecify.annotations.NullMarked;
