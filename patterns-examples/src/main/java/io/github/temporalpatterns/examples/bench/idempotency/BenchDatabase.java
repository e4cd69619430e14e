// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.idempotency;

import io.github.temporalpatterns.SqlDialect;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.LedgerOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** A PostgreSQL of this process that commits to disk, and one connection to it that is kept. */
final class BenchDatabase implements AutoCloseable {
  private static final Set<String> TRIPS =
      Set.of("execute", "executeQuery", "executeUpdate", "commit");

  private final EmbeddedPostgres server;
  private final PooledConnection kept;

  private BenchDatabase(EmbeddedPostgres server, PooledConnection kept) {
    this.server = server;
    this.kept = kept;
  }

  static BenchDatabase start() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
      PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
      source.setUrl(server.getJdbcUrl("postgres", "postgres"));
      BenchDatabase database = new BenchDatabase(server, source.getPooledConnection());
      database.execute("CREATE TABLE bench_effect (name VARCHAR(300) NOT NULL)");
      EffectLedger.ddl(SqlDialect.POSTGRESQL, LedgerOptions.newBuilder().build())
          .forEach(database::execute);
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For one thread: each connection is the same one, and closing it gives it back. */
  DataSource source() {
    return proxy(DataSource.class, (method, arguments) -> kept.getConnection());
  }

  /** The same; tells of each call that goes to the server before it goes. */
  DataSource watched(Consumer<String> calls) {
    return proxy(
        DataSource.class,
        (method, arguments) -> watched(Connection.class, kept.getConnection(), calls));
  }

  private static <T> T watched(Class<T> type, Object target, Consumer<String> calls) {
    return proxy(
        type,
        (method, arguments) -> {
          if (TRIPS.contains(method.getName())) {
            calls.accept(method.getName());
          }
          Object result = method.invoke(target, arguments);
          return result instanceof PreparedStatement
              ? watched(PreparedStatement.class, result, calls)
              : result;
        });
  }

  /** What a proxy does. */
  @FunctionalInterface
  private interface Call {
    @Nullable Object call(Method method, Object @Nullable [] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return call.call(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** The effect: one row. */
  static String insert(Connection connection, String name) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO bench_effect (name) VALUES (?)")) {
      insert.setString(1, name);
      insert.executeUpdate();
      return name;
    }
  }

  /** The effect in a transaction of its own. */
  static void insertAlone(DataSource source, String name) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      insert(connection, name);
      connection.commit();
    }
  }

  /** How many effects were one too many. */
  long doubled() {
    String sql = "SELECT COUNT(*) - COUNT(DISTINCT name) FROM bench_effect";
    try (Connection connection = kept.getConnection();
        Statement select = connection.createStatement();
        ResultSet count = select.executeQuery(sql)) {
      count.next();
      return count.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void execute(String sql) {
    try (Connection connection = kept.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    try {
      kept.close();
      server.close();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
