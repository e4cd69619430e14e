// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an implementation puts under {@link VersioningContract}. Workflow code. */
public interface FlowUnderTest {

  /**
   * Decides about a change.
   *
   * @param change its id
   * @param key what it is decided for; null for the whole run
   * @return the version, -1 for the code before the change
   */
  int version(String change, @Nullable String key);

  /**
   * Decides about a change and takes a branch.
   *
   * @param change its id
   * @param branches the first version of each branch, in order; -1 for the code before the change
   * @return the first version of the branch that was taken
   */
  int branch(String change, List<Integer> branches);

  /**
   * Returns the state for continue-as-new to carry.
   *
   * @return the flow's state as text
   */
  String carried();
}
