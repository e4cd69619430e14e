// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.batch;

import io.github.temporalpatterns.batch.BatchResult;
import io.temporal.activity.ActivityInterface;

/** Work on files. */
@ActivityInterface
public interface Imports {

  /** Imports the lines of a file that are not in the database yet. */
  BatchResult importFile(String file);
}
