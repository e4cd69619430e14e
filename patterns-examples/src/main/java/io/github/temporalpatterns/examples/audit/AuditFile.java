// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.SqliteFile;
import java.nio.file.Path;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The results of all audits, in one SQLite file that several worker processes may share. */
final class AuditFile implements AutoCloseable {
  private static final int APPLICATION = 0x41554449;

  private final Path path;
  private final SqliteFile file;

  private AuditFile(Path path, SqliteFile file) {
    this.path = path;
    this.file = file;
  }

  /** Opens a file, or makes it. */
  static AuditFile open(Path path) {
    return new AuditFile(path, SqliteFile.open(path, APPLICATION, AuditFile.class));
  }

  Path path() {
    return path;
  }

  /** Joins the audit of the directory that was left unfinished on the server, or begins one. */
  AuditRun audit(Path directory, String server) {
    return file.inTransaction(sql -> begin(sql, directory, server, null));
  }

  /**
   * Does the same for what failed in the last finished run.
   *
   * @return empty if nothing failed
   */
  Optional<AuditRun> redrive(Path directory, String server) {
    return file.inTransaction(
        sql -> {
          Integer last =
              (@Nullable Integer)
                  sql.createQuery(
                          """
                          SELECT MAX(number) FROM run WHERE directory = ? AND ended IS NOT NULL
                            AND EXISTS (SELECT * FROM artifact WHERE run = run.number)""")
                      .bind(0, directory.toString())
                      .mapTo(Integer.class)
                      .one();
          if (last == null) {
            throw new BadInput("%s has no finished audit of %s".formatted(path, directory));
          }
          int failed =
              sql.createQuery(
                      "SELECT COUNT(*) FROM artifact WHERE run = ? AND outcome IS NOT 'VERIFIED'")
                  .bind(0, last)
                  .mapTo(Integer.class)
                  .one();
          return failed == 0 ? Optional.empty() : Optional.of(begin(sql, directory, server, last));
        });
  }

  private AuditRun begin(Handle sql, Path directory, String server, @Nullable Integer repeats) {
    int number =
        sql.createQuery(
                """
                SELECT number FROM run
                WHERE directory = :directory AND server = :server AND repeats IS :repeats
                  AND ended IS NULL
                ORDER BY number DESC LIMIT 1""")
            .bind("directory", directory.toString())
            .bind("server", server)
            .bind("repeats", repeats)
            .mapTo(Integer.class)
            .findOne()
            .orElseGet(() -> insert(sql, directory, server, repeats));
    String id = sql.createQuery("SELECT id FROM audit").mapTo(String.class).one();
    return new AuditRun(file.database(), directory, id + "-" + number, number, repeats);
  }

  private static int insert(Handle sql, Path directory, String server, @Nullable Integer repeats) {
    return sql.createQuery(
            """
            INSERT INTO run (directory, server, repeats, started)
            VALUES (:directory, :server, :repeats, :now) RETURNING number""")
        .bind("directory", directory.toString())
        .bind("server", server)
        .bind("repeats", repeats)
        .bind("now", System.currentTimeMillis())
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public void close() {
    file.close();
  }
}
