// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.runtime;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL of an example's own, which needs no set-up and ends with it. */
public final class PostgresServer implements AutoCloseable {
  private final EmbeddedPostgres server;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts one.
   *
   * @param folder where its data stay; null if they are of no use afterwards
   * @throws BadInput if it does not start
   */
  public static PostgresServer start(@Nullable Path folder) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setServerConfig("fsync", folder == null ? "off" : "on");
    if (folder != null) {
      builder.setDataDirectory(folder.toAbsolutePath()).setCleanDataDirectory(false);
    }
    try {
      return new PostgresServer(builder.start());
    } catch (IOException | IllegalStateException e) {
      throw new BadInput("PostgreSQL does not start: " + e.getMessage(), e);
    }
  }

  /** {@return the database, with tables in that schema, which is made if it is not there} */
  public DataSource schema(String name) {
    Jdbi.create(server.getPostgresDatabase())
        .useHandle(sql -> sql.execute("CREATE SCHEMA IF NOT EXISTS " + name));
    return server.getDatabase("postgres", "postgres", Map.of("currentSchema", name));
  }

  /** {@return whether a schema has a table} */
  public static boolean hasTable(DataSource schema, String table) {
    return Jdbi.create(schema)
        .withHandle(
            sql ->
                sql.createQuery("SELECT to_regclass(?) IS NOT NULL")
                    .bind(0, table)
                    .mapTo(Boolean.class)
                    .one());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
