// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** An example's SQLite file: how it is opened, made, shared, and what can be wrong with it. */
public final class SqliteFile implements AutoCloseable {
  private static final int BUSY = 5;
  private static final int READ_ONLY = 8;
  private static final int CANNOT_OPEN = 14;
  private static final int NOT_A_DATABASE = 26;

  private final Path path;
  private final Jdbi database;
  // With one connection always open, SQLite need not tidy up whenever another is closed.
  private final Handle open;

  private SqliteFile(Path path, Jdbi database, Handle open) {
    this.path = path;
    this.database = database;
    this.open = open;
  }

  /**
   * Opens a file and makes the tables if it is new.
   *
   * @param path where it is
   * @param application says in the file's header whose it is
   * @param owner has the tables in {@code schema.sql} beside it
   * @throws BadInput if the file is locked, or is something else
   */
  public static SqliteFile open(Path path, int application, Class<?> owner) {
    Jdbi database = database(path);
    return explained(
        path,
        () -> {
          database.useTransaction(sql -> prepare(path, application, owner, sql));
          return new SqliteFile(path, database, database.open());
        });
  }

  /** {@return the database in a file, as every worker should open it} */
  public static Jdbi database(Path path) {
    return Jdbi.create("jdbc:sqlite:" + path, settings());
  }

  /** {@return connections to it for code that knows nothing of Jdbi} */
  public static DataSource dataSource(Path path) {
    SQLiteDataSource source = new SQLiteDataSource(new SQLiteConfig(settings()));
    source.setUrl("jdbc:sqlite:" + path);
    return source;
  }

  private static Properties settings() {
    Properties settings = new Properties();
    // A reader and a writer, or two worker processes, do not block one another ...
    settings.setProperty("journal_mode", "WAL");
    settings.setProperty("synchronous", "NORMAL");
    // ... and writers queue up, for less time than an attempt of an activity has.
    settings.setProperty("transaction_mode", "IMMEDIATE");
    settings.setProperty("busy_timeout", "2000");
    settings.setProperty("foreign_keys", "true");
    return settings;
  }

  /** {@return the open database} */
  public Jdbi database() {
    return database;
  }

  /**
   * Runs a transaction.
   *
   * @throws BadInput if the file as such cannot be used
   */
  public <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
    return explained(path, () -> database.inTransaction(work));
  }

  private static void prepare(Path path, int application, Class<?> owner, Handle sql) {
    if (number(sql, "SELECT COUNT(*) FROM sqlite_schema") == 0) {
      sql.createScript(schema(owner)).execute();
      sql.execute("PRAGMA application_id = " + application);
    } else if (number(sql, "PRAGMA application_id") != application) {
      throw new BadInput(path + " is a database, but not of this example");
    }
  }

  private static <T> T explained(Path path, Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException e) {
      int code = e.getCause() instanceof SQLException cause ? cause.getErrorCode() : 0;
      switch (code) {
        case BUSY -> throw new BadInput(path + " is locked by another process", e);
        case READ_ONLY -> throw new BadInput(path + " cannot be written", e);
        case CANNOT_OPEN -> throw new BadInput(path + " cannot be opened or made", e);
        case NOT_A_DATABASE -> throw new BadInput(path + " is not a SQLite database", e);
        default -> throw e;
      }
    }
  }

  private static int number(Handle sql, String query) {
    return sql.createQuery(query).mapTo(Integer.class).one();
  }

  private static String schema(Class<?> owner) {
    try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream("schema.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    open.close();
  }
}
