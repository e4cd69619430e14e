// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sql;

import io.github.temporalpatterns.SqlDialect;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.LedgerOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Databases whose dialects differ, and how each locks rows and refuses duplicates. */
public enum Database {
  POSTGRESQL(SqlDialect.POSTGRESQL) {
    @Override
    public DataSource empty() {
      String schema = "s" + UUID.randomUUID().toString().replace("-", "");
      execute(pool(), "CREATE SCHEMA " + schema);
      return new SchemaSource(pool(), schema);
    }
  },
  SQLITE(SqlDialect.SQLITE) {
    @Override
    public DataSource empty() {
      SQLiteConfig config = new SQLiteConfig();
      config.setBusyTimeout(10_000);
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
      config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
      SQLiteDataSource file = new SQLiteDataSource(config);
      file.setUrl("jdbc:sqlite:" + temporary().resolve("ledger.db"));
      return file;
    }
  },
  H2(SqlDialect.H2) {
    @Override
    public DataSource empty() {
      JdbcDataSource memory = new JdbcDataSource();
      memory.setUrl("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
      return memory;
    }
  };

  private static final int CONNECTIONS = 150;
  private static @Nullable EmbeddedPostgres server;
  private static @Nullable JdbcConnectionPool pool;

  private final SqlDialect dialect;

  Database(SqlDialect dialect) {
    this.dialect = dialect;
  }

  /** A new database without tables. */
  public abstract DataSource empty();

  /** A new database with the tables of a ledger. */
  public DataSource open() {
    DataSource source = empty();
    EffectLedger.ddl(dialect, LedgerOptions.newBuilder().build())
        .forEach(statement -> execute(source, statement));
    return source;
  }

  public SqlDialect dialect() {
    return dialect;
  }

  /** One for all tests of this process, which ends with it. */
  public static synchronized EmbeddedPostgres postgres() {
    EmbeddedPostgres running = server;
    if (running == null) {
      try {
        running =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "" + CONNECTIONS)
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      EmbeddedPostgres started = running;
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started)));
      server = started;
    }
    return running;
  }

  /** To connect to PostgreSQL costs more than what a test does there. */
  private static synchronized DataSource pool() {
    JdbcConnectionPool made = pool;
    if (made == null) {
      PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
      source.setUrl(postgres().getJdbcUrl("postgres", "postgres"));
      made = JdbcConnectionPool.create(source);
      made.setMaxConnections(CONNECTIONS - 20);
      pool = made;
    }
    return made;
  }

  private static void stop(EmbeddedPostgres started) {
    try {
      started.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void execute(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static Path temporary() {
    try {
      Path folder = Files.createTempDirectory("ledger");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
