// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.batch.Checkpoint.Skip;
import io.github.temporalpatterns.batch.CheckpointStore.Part;
import io.github.temporalpatterns.batch.CheckpointStore.Session;
import io.github.temporalpatterns.batch.CheckpointStore.Transaction;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteDataSource;

/** Effect and record together. */
@ParameterizedClass
@EnumSource
final class JdbcCheckpointStoreTest {

  /** Databases whose dialects differ, and how each locks rows. */
  enum Kind {
    SQLITE,
    H2
  }

  private final Kind kind;
  @TempDir private Path folder;
  private DataSource database;
  private JdbcCheckpointStore store;

  JdbcCheckpointStoreTest(Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void create() throws SQLException {
    database = kind == Kind.SQLITE ? sqlite() : h2();
    execute(JdbcCheckpointStore.tables());
    execute(List.of("CREATE TABLE sink (name VARCHAR(9))"));
    store = new JdbcCheckpointStore(database);
  }

  private void execute(List<String> statements) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.executeUpdate(one);
      }
    }
  }

  private DataSource sqlite() {
    SQLiteDataSource file = new SQLiteDataSource();
    file.setUrl("jdbc:sqlite:" + folder.resolve("sink.db"));
    return file;
  }

  private DataSource h2() {
    JdbcDataSource memory = new JdbcDataSource();
    memory.setUrl("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
    return memory;
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
  void remembersTheKeyOfTheLastItem() throws SQLException {
    Session<Connection> session = store.open("b");
    write(session, "x", new Part(0, 1, 0, List.of(), "\"a\""));
    write(session, "y", new Part(2, 2, 0, List.of(), "\"b\""));

    assertThat(store.open("b").checkpoint())
        .isEqualTo(new Checkpoint(1, 3, List.of(), 0, 0, List.of(), "\"b\""));
  }

  @Test
  void keepsItsTablesWhereItIsTold() throws SQLException {
    String prefix = kind == Kind.H2 ? "jobs.acme_" : "acme_";
    if (kind == Kind.H2) {
      execute(List.of("CREATE SCHEMA jobs"));
    }
    execute(JdbcCheckpointStore.tables(prefix));
    JdbcCheckpointStore theirs = new JdbcCheckpointStore(database, prefix);

    write(theirs.open("b"), "x", new Part(0, 0, 0, List.of(new Skip(0, "Bad: row"))));

    assertThat(theirs.open("b").checkpoint().skipped()).isEqualTo(1);
    assertThat(store.open("b").checkpoint()).isEqualTo(Checkpoint.none());
  }

  @Test
  void takesNoPrefixThatCouldSayAnythingElse() {
    for (String prefix : List.of("a b", "a;", "a.b.c", "\"a\".", ".", "1a")) {
      assertThatThrownBy(() -> new JdbcCheckpointStore(database, prefix))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("was \"" + prefix + '"');
    }
  }

  @Test
  void forgetsABatchAndWhoStillWorksOnIt() throws SQLException {
    Session<Connection> session = store.open("b");
    write(session, "x", new Part(0, 0, 0, List.of(new Skip(0, "Bad: row"))));
    write(store.open("c"), "y", new Part(0, 0, 0, List.of()));

    store.forget("b");
    store.forget("unknown");

    assertThatThrownBy(() -> write(session, "late", new Part(1, 1, 0, List.of())))
        .satisfies(
            e -> assertThat(FailureTypes.matches(e, FailureTypes.BATCH_SUPERSEDED)).isTrue());
    assertThat(store.open("b").checkpoint()).isEqualTo(Checkpoint.none());
    assertThat(store.open("c").checkpoint().done()).isEqualTo(1);
    assertThat(sink()).containsExactly("x", "y");
  }

  @Test
  void leavesWhatANewerReleaseKeepsAlone() throws SQLException {
    Session<Connection> newer = store.open("b");
    execute(List.of("UPDATE patterns_batch SET layout = 2"));

    assertThatThrownBy(() -> store.open("b"))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo(FailureTypes.INVALID_STATE);
              assertThat(failure.isNonRetryable()).isFalse();
            });
    write(newer, "x", new Part(0, 0, 0, List.of()));
    assertThat(sink()).containsExactly("x");
  }

  @Test
  void refusesAnIdThatSomeDatabaseWouldCut() {
    assertThatThrownBy(() -> store.open("b".repeat(256)))
        .satisfies(e -> assertThat(FailureTypes.matches(e, FailureTypes.BATCH_REFUSED)).isTrue());
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
  void neighboursCommitInAnyOrderAndWhileTheOtherIsOpen() throws SQLException {
    assumeThat(kind).as("writers one after the other").isNotEqualTo(Kind.SQLITE);
    Session<Connection> session = store.open("b");
    try (Transaction<Connection> first = session.begin();
        Transaction<Connection> second = session.begin()) {
      insert(first.sink(), "first");
      insert(second.sink(), "second");
      second.commit(new Part(1, 1, 0, List.of()));
      first.commit(new Part(0, 0, 0, List.of()));
    }
    assertThat(sink()).containsExactlyInAnyOrder("first", "second");
    assertThat(store.open("b").checkpoint().mark()).isEqualTo(2);
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
