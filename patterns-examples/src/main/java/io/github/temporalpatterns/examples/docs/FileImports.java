// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.batch.BatchResult;
import io.github.temporalpatterns.batch.Checkpoint;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** Work on files of rows. */
@ActivityInterface(namePrefix = "Docs")
public interface FileImports {

  /** Imports a file, from a checkpoint on if there is one. */
  BatchResult importFile(String file, @Nullable Checkpoint from);
}
