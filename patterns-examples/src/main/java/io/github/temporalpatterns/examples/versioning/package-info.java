// SPDX-License-Identifier: Apache-2.0
/** A checkout whose second release is deployed while orders of the first are open. */
@NullMarked
package io.github.temporalpatterns.examples.versioning;

import org.jspecify.annotations.NullMarked;
