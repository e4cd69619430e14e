// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** One audit in the database: its list of artifacts, and the result of each that is checked. */
final class AuditRun {
  private static final int BATCH = 1000;

  private final Jdbi database;
  private final Path directory;
  private final String id;
  private final int number;
  private final @Nullable Integer repeats;

  AuditRun(Jdbi database, Path directory, String id, int number, @Nullable Integer repeats) {
    this.database = database;
    this.directory = directory;
    this.id = id;
    this.number = number;
    this.repeats = repeats;
  }

  Path directory() {
    return directory;
  }

  /** {@return what tells this run from those of all databases} */
  String id() {
    return id;
  }

  boolean redrive() {
    return repeats != null;
  }

  /** Writes the list, once and all or nothing, and returns its length. */
  long list() throws IOException {
    if (listed() == 0) {
      // Not within the transaction: nobody could write while a large directory is read.
      List<String> paths = repeats == null ? Artifacts.in(directory) : List.of();
      database.useTransaction(
          sql -> {
            if (listed(sql) == 0) {
              insert(sql, paths);
            }
          });
    }
    return listed();
  }

  /** {@return the paths of a stretch of the list, by number} */
  Map<Long, String> paths(long first, long last) {
    return database.withHandle(
        sql ->
            sql.createQuery(
                    """
                    SELECT number, path FROM artifact
                    WHERE run = :run AND number BETWEEN :first AND :last""")
                .bind("run", number)
                .bind("first", first)
                .bind("last", last)
                .map((row, context) -> Map.entry(row.getLong("number"), row.getString("path")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Notes results; a repeated chunk writes the same again. */
  void save(List<Checked> results, Span span) {
    database.useTransaction(
        sql -> {
          PreparedBatch updates =
              sql.prepareBatch(
                  """
                  UPDATE artifact SET outcome = :outcome, reason = :reason, bytes = :bytes
                  WHERE run = :run AND number = :number""");
          results.forEach(result -> updates.bindMethods(result).bind("run", number).add());
          updates.execute();
          sql.createUpdate(
                  """
                  INSERT OR REPLACE INTO chunk (run, first, checked, findings, bytes, started, ended)
                  VALUES (:run, :first, :checked, :findings, :bytes, :started, :ended)""")
              .bindMethods(span)
              .bind("run", number)
              .execute();
        });
  }

  /** {@return how many artifacts are listed; none before the list is complete} */
  long listed() {
    return database.withHandle(this::listed);
  }

  /** {@return when what was checked, so far} */
  List<Span> spans() {
    return database.withHandle(
        sql ->
            sql.createQuery("SELECT * FROM chunk WHERE run = ? ORDER BY started, first")
                .bind(0, number)
                .map(ConstructorMapper.of(Span.class))
                .list());
  }

  /** {@return what was not verified, but not more of it than a limit} */
  List<Checked> findings(int limit) {
    return database.withHandle(
        sql ->
            sql.createQuery(
                    """
                    SELECT * FROM artifact WHERE run = ? AND outcome <> 'VERIFIED'
                    ORDER BY number LIMIT ?""")
                .bind(0, number)
                .bind(1, limit)
                .map(ConstructorMapper.of(Checked.class))
                .list());
  }

  /** Notes that the run is over. */
  void end() {
    database.useHandle(
        sql ->
            sql.execute(
                "UPDATE run SET ended = ? WHERE number = ? AND ended IS NULL",
                System.currentTimeMillis(),
                number));
  }

  private void insert(Handle sql, List<String> paths) {
    if (repeats != null) {
      sql.execute(
          """
          INSERT INTO artifact (run, number, path)
          SELECT ?, ROW_NUMBER() OVER (ORDER BY number) - 1, path
          FROM artifact WHERE run = ? AND outcome IS NOT 'VERIFIED'""",
          number,
          repeats);
      return;
    }
    PreparedBatch rows =
        sql.prepareBatch("INSERT INTO artifact (run, number, path) VALUES (?, ?, ?)");
    for (int i = 0; i < paths.size(); i++) {
      rows.add(number, i, paths.get(i));
      if (rows.size() == BATCH) {
        rows.execute();
      }
    }
    rows.execute();
  }

  private long listed(Handle sql) {
    return sql.createQuery("SELECT COUNT(*) FROM artifact WHERE run = ?")
        .bind(0, number)
        .mapTo(Long.class)
        .one();
  }
}
