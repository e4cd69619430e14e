// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.batch.Checkpoint.Skip;
import io.github.temporalpatterns.batch.CheckpointStore.Part;
import io.github.temporalpatterns.batch.CheckpointStore.Session;
import io.github.temporalpatterns.batch.CheckpointStore.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Effect and record together, on SQLite. */
final class JdbcCheckpointStoreTest {
  @TempDir private Path folder;
  private SQLiteDataSource database;
  private JdbcCheckpointStore store;

  @BeforeEach
  void create() throws SQLException {
    database = new SQLiteDataSource();
    database.setUrl("jdbc:sqlite:" + folder.resolve("sink.db"));
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : JdbcCheckpointStore.tables()) {
        statement.executeUpdate(table);
      }
      statement.executeUpdate("CREATE TABLE sink (name TEXT)");
    }
    store = new JdbcCheckpointStore(database);
  }

  @Test
  void remembersWhatWasCommitted() throws SQLException {
    Session<Connection> session = store.open("b");
    assertThat(session.checkpoint()).isEqualTo(Checkpoint.none());
    write(session, "x", new Part(0, 1, 2, List.of()));
    write(session, "y", new Part(4, 4, 0, List.of(new Skip(4, "Bad: row"))));

    assertThat(store.open("b").checkpoint())
        .isEqualTo(new Checkpoint(1, 2, List.of(2L, 1L), 1, 2, List.of(new Skip(4, "Bad: row"))));
    assertThat(store.open("c").checkpoint()).isEqualTo(Checkpoint.none());
    assertThat(sink()).containsExactly("x", "y");
  }

  @Test
  void keepsNothingOfATransactionThatWasNotCommitted() throws SQLException {
    try (Transaction<Connection> transaction = store.open("b").begin()) {
      insert(transaction.sink(), "x");
    }
    assertThat(sink()).isEmpty();
    assertThat(store.open("b").checkpoint()).isEqualTo(Checkpoint.none());
  }

  @Test
  void takesBackOneItem() throws SQLException {
    try (Transaction<Connection> transaction = store.open("b").begin()) {
      transaction.mark();
      insert(transaction.sink(), "x");
      transaction.mark();
      insert(transaction.sink(), "y");
      transaction.undo();
      transaction.mark();
      insert(transaction.sink(), "z");
      transaction.commit(new Part(0, 2, 0, List.of()));
    }
    assertThat(sink()).containsExactly("x", "z");
  }

  @Test
  void anAttemptThatWasGivenUpCannotCommit() throws SQLException {
    Session<Connection> old = store.open("b");
    Session<Connection> young = store.open("b");

    assertThatThrownBy(() -> write(old, "old", new Part(0, 0, 0, List.of())))
        .satisfies(
            e -> assertThat(FailureTypes.matches(e, FailureTypes.BATCH_SUPERSEDED)).isTrue());
    write(young, "young", new Part(0, 0, 0, List.of()));

    assertThat(sink()).containsExactly("young");
    assertThat(store.open("b").checkpoint().mark()).isEqualTo(1);
  }

  @Test
  void thePageShowsTheTables() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "patterns", "batch.md"));
    assertThat(JdbcCheckpointStore.tables()).allMatch(page::contains);
  }

  private static void write(Session<Connection> session, String name, Part part)
      throws SQLException {
    try (Transaction<Connection> transaction = session.begin()) {
      insert(transaction.sink(), name);
      transaction.commit(part);
    }
  }

  private static void insert(Connection connection, String name) throws SQLException {
    try (var insert = connection.prepareStatement("INSERT INTO sink VALUES (?)")) {
      insert.setString(1, name);
      insert.executeUpdate();
    }
  }

  private List<String> sink() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT name FROM sink")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
