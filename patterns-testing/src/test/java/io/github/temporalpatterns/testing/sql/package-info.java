// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.temporalpatterns.testing.sql;

import org.jspecify.annotations.NullMarked;
