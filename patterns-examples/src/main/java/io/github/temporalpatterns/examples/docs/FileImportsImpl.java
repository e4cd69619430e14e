// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.batch.BatchOptions;
import io.github.temporalpatterns.batch.BatchResult;
import io.github.temporalpatterns.batch.BatchResult.Stop;
import io.github.temporalpatterns.batch.Checkpoint;
import io.github.temporalpatterns.batch.ResumableBatch;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts rows by their keys: a row that is put twice is there once. */
public class FileImportsImpl implements FileImports {

  /** Where rows go. */
  @FunctionalInterface
  public interface Rows {

    /** Puts a row. */
    void put(String key, String row);
  }

  private final Function<String, List<String>> files;
  private final Rows rows;

  /**
   * Makes the activities.
   *
   * @param files reads a file's rows
   * @param rows where they go
   */
  public FileImportsImpl(Function<String, List<String>> files, Rows rows) {
    this.files = files;
    this.rows = rows;
  }

  @Override
  // region batch
  public BatchResult importFile(String file, @Nullable Checkpoint from) {
    return ResumableBatch.create(
            BatchOptions.newBuilder()
                .setWindow(8)
                .setSkipLimit(100)
                .setReturnOn(Stop.CANCELED, Stop.SHUTDOWN)
                .build())
        .startingFrom(from)
        .run(
            start -> files.apply(file).stream().skip(start),
            (row, position) -> rows.put(file + ":" + position, row));
  }
  // endregion
}
