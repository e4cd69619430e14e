// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.SqlDialect;
import io.github.temporalpatterns.batch.Checkpoint;
import io.github.temporalpatterns.batch.Checkpoint.Skip;
import io.github.temporalpatterns.batch.CheckpointStore.Part;
import io.github.temporalpatterns.batch.CheckpointStore.Session;
import io.github.temporalpatterns.batch.CheckpointStore.Transaction;
import io.github.temporalpatterns.batch.JdbcCheckpointStore;
import io.github.temporalpatterns.testing.sql.Database;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Effect and record together. */
@ParameterizedClass
@EnumSource
final class JdbcCheckpointStoreTest {

  private final Database kind;
  private DataSource database;
  private JdbcCheckpointStore store;

  JdbcCheckpointStoreTest(Database kind) {
    this.kind = kind;
  }

  @BeforeEach
  void create() throws SQLException {
    database = kind.empty();
    execute(JdbcCheckpointStore.ddl(kind.dialect(), ""));
    execute(List.of("CREATE TABLE sink (name VARCHAR(9))"));
    store = new JdbcCheckpointStore(database);
  }

  private void execute(List<String> statements) {
    statements.forEach(statement -> Database.execute(database, statement));
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

  @ParameterizedTest
  @ValueSource(strings = {"acme_", "jobs%s.", "jobs%s.acme_"})
  void keepsItsTablesWhereItIsTold(String pattern) throws SQLException {
    boolean hasSchema = pattern.contains("%s");
    assumeThat(hasSchema && kind == Database.SQLITE).as("schemas are other files").isFalse();
    String prefix = pattern.formatted(UUID.randomUUID().toString().replace("-", ""));
    if (hasSchema) {
      execute(List.of("CREATE SCHEMA " + prefix.substring(0, prefix.indexOf('.'))));
    }
    execute(JdbcCheckpointStore.ddl(kind.dialect(), prefix));
    JdbcCheckpointStore theirs = new JdbcCheckpointStore(database, prefix);
    theirs.verifySchema();

    write(theirs.open("b"), "x", new Part(0, 0, 0, List.of(new Skip(0, "Bad: row"))));

    assertThat(theirs.open("b").checkpoint().skipped()).isEqualTo(1);
    assertThat(store.open("b").checkpoint()).isEqualTo(Checkpoint.none());
    execute(List.of("DROP TABLE " + prefix + "patterns_batch_skip"));
    store.verifySchema();
    refusesTables(theirs, prefix + "patterns_batch must be in the database");
  }

  @Test
  void refusesToStartWithoutTablesOrWithOthers() {
    store.verifySchema();
    execute(List.of("UPDATE patterns_batch_schema SET version = 0"));
    refusesTables(store, "tables patterns_batch must have version 1, have 0; change them to what");
    execute(List.of("UPDATE patterns_batch_schema SET version = 2"));
    refusesTables(store, "tables patterns_batch must have version 1, have 2; they are of a newer");
    execute(
        List.of(
            "UPDATE patterns_batch_schema SET version = 1",
            "ALTER TABLE patterns_batch_part DROP COLUMN last_key"));
    refusesTables(store, "cannot be read");
    execute(List.of("DROP TABLE patterns_batch_schema"));
    refusesTables(store, "create them by JdbcCheckpointStore.ddl(dialect, prefix)");
  }

  private static void refusesTables(JdbcCheckpointStore refusing, String words) {
    assertThatThrownBy(refusing::verifySchema)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(words);
  }

  @Test
  void verifiesBeforeTheFirstBatchAndCreatesNothing() {
    execute(List.of("DROP TABLE patterns_batch_part"));
    assertThatThrownBy(() -> store.open("b"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("create them by");
    execute(List.of("DROP TABLE patterns_batch", "DROP TABLE patterns_batch_skip"));
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
    assumeThat(kind).as("writers one after the other").isNotEqualTo(Database.SQLITE);
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
    assertThat(JdbcCheckpointStore.ddl(SqlDialect.H2, "")).allMatch(page::contains);
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
