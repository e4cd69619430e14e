// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.batch;

import io.github.temporalpatterns.batch.BatchOptions;
import io.github.temporalpatterns.batch.BatchResult;
import io.github.temporalpatterns.batch.JdbcCheckpointStore;
import io.github.temporalpatterns.batch.ResumableBatch;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Imports into a database that also keeps what is done. */
public class SqlImports implements Imports {
  private final DataSource database;
  private final int group;

  /**
   * Makes the activities.
   *
   * @param database where readings and checkpoints go
   * @param group lines in one transaction
   */
  public SqlImports(DataSource database, int group) {
    this.database = database;
    this.group = group;
  }

  /** Inserts a line; neither commits nor catches. */
  void insert(String line, long position, Connection connection) throws SQLException {
    String[] fields = line.split(",", -1);
    if (fields.length != 3 || !fields[2].matches("-?\\d+\\.\\d")) {
      throw ApplicationFailure.newNonRetryableFailure("no reading: " + line, "BAD_LINE");
    }
    String sql = "INSERT INTO reading (line, station, taken, celsius) VALUES (?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setLong(1, position + 1);
      insert.setString(2, fields[0]);
      insert.setString(3, fields[1]);
      insert.setDouble(4, Double.parseDouble(fields[2]));
      insert.executeUpdate();
    }
  }

  @SuppressWarnings("StreamResourceLeak") // The batch closes it.
  private static Stream<String> lines(String file) {
    try {
      return Files.lines(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  // region import
  public BatchResult importFile(String file) {
    return ResumableBatch.create(
            BatchOptions.newBuilder().setGroup(group).setSkipLimit(100).build())
        .in(new JdbcCheckpointStore(database), file)
        .run(start -> lines(file).skip(start), this::insert);
  }
  // endregion
}
