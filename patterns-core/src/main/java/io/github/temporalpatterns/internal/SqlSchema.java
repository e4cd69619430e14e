// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.SqlDialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables that a pattern has in a SQL database. They are created by their owner; a pattern only
 * has the statements, and checks that it finds what it needs. Internal, not API.
 *
 * @param pattern the class beside which there are the statements, a file for each dialect
 * @param main the name of the main table; the others' begin with it
 * @param version the form of the tables that this release needs
 * @param statements who has the statements that create them, in the words of an error
 */
@RunsIn(ACTIVITY)
public record SqlSchema(Class<?> pattern, String main, int version, String statements) {
  /** It becomes a part of statements, so it must not be able to say anything else. */
  private static final Pattern PREFIX =
      Pattern.compile("(?:[A-Za-z_][A-Za-z0-9_]*\\.)?(?:[A-Za-z_][A-Za-z0-9_]*)?");

  /** The tables of a pattern whose main one has that name, with a prefix. */
  public static SqlSchema of(
      Class<?> pattern, String prefix, String name, int version, String statements) {
    return new SqlSchema(pattern, prefix + name, version, statements);
  }

  /** Requires a schema with a dot, the beginning of a name, both or nothing. */
  public static String requirePrefix(String option, @Nullable String prefix) {
    if (prefix == null || !PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "%s must be a schema with a dot, letters, digits and underscores, was \"%s\""
              .formatted(option, prefix));
    }
    return prefix;
  }

  /** The statements that create the tables. */
  public List<String> ddl(SqlDialect dialect) {
    String file = Checks.notNull("dialect", dialect).name().toLowerCase(Locale.ROOT) + ".sql";
    try (InputStream in = Objects.requireNonNull(pattern.getResourceAsStream(file))) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // Where the name of an index may not, or must, have a schema differs.
      String bare = main.substring(main.indexOf('.') + 1);
      return Arrays.stream(
              all.replace("{table}", main)
                  .replace("{bare}", bare)
                  .replace("{version}", "" + version)
                  .split(";\\s*"))
          .filter(statement -> !statement.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Requires that the tables are there, in the form that this release needs.
   *
   * @param columns a query of the columns that it reads, by table
   * @throws IllegalStateException if they are not; with what to do
   */
  public void verify(Connection connection, List<String> columns) {
    int found = found(connection);
    if (found != version) {
      throw new IllegalStateException(
          "tables %s must have version %d, have %d; %s"
              .formatted(
                  main,
                  version,
                  found,
                  found < version
                      ? "change them to what %s creates".formatted(statements)
                      : "they are of a newer release: deploy that one"));
    }
    for (String query : columns) {
      try (PreparedStatement select = connection.prepareStatement(query + " WHERE 1 = 0");
          ResultSet none = select.executeQuery()) {
        none.next();
      } catch (SQLException e) {
        throw missing(e);
      }
    }
  }

  private int found(Connection connection) {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT version FROM " + main + "_schema");
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getInt(1) : 0;
    } catch (SQLException e) {
      throw missing(e);
    }
  }

  private IllegalStateException missing(SQLException e) {
    return new IllegalStateException(
        "tables %s must be in the database, but cannot be read (%s); create them by %s"
            .formatted(main, e.getMessage(), statements),
        e);
  }
}
