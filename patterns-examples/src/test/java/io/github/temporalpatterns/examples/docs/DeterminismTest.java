// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.testing.determinism.DeterminismCheck;
import org.junit.jupiter.api.Test;

/** The page's trip, read for what a replay would not repeat. */
class DeterminismTest {

  // region deterministic
  @Test
  void doesTheSameWhenItIsReplayed() {
    DeterminismCheck.assertDeterministic(TripWorkflowImpl.class);
  }
  // endregion
}
