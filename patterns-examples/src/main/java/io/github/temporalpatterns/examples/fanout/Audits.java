// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.fanout;

import io.github.temporalpatterns.fanout.Chunk;
import io.temporal.activity.ActivityInterface;

/** The audit's activities. What they find is in a database; only numbers pass by the workflow. */
@ActivityInterface
public interface Audits {

  /** Writes the list of artifacts, numbered from 0, where {@link #check} finds it. */
  long list();

  /** Checks the artifacts with these numbers, and notes the result of each. */
  Chunk.Result<Totals> check(Chunk<Long> numbers);
}
