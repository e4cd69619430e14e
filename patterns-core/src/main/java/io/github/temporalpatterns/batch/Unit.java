// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import java.util.List;

/**
 * Neighbouring items that are recorded together.
 *
 * @param first position of the first one
 */
record Unit<T>(long first, List<T> items) {}
