// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.idempotency.LedgerWorker.ManyEffects;
import io.github.temporalpatterns.testing.sql.Database;
import io.github.temporalpatterns.testing.sql.SchemaSource;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand effects, while the process of the worker is killed again and again. */
@Tag("real-server-only")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class KilledWorkerTest {
  private static final int RUNS = 10;
  private static final int EFFECTS = 100;

  private final DataSource database = Database.POSTGRESQL.open();
  private final String queue = "killed-" + UUID.randomUUID();

  @Test
  void doublesNothingAndLosesNothing() throws Exception {
    Database.execute(database, "CREATE TABLE raw_effect (name VARCHAR(200))");
    Database.execute(database, "CREATE TABLE ledger_effect (name VARCHAR(200))");
    try (PatternEnv env = PatternEnv.open(options())) {
      List<CompletableFuture<Integer>> runs =
          IntStream.range(0, RUNS).mapToObj(run -> start(env.client(), run)).toList();
      for (int done : new int[] {100, 400, 700}) {
        Process worker = worker(env.client());
        try {
          env.await("effects", () -> count("COUNT(*)", "ledger_effect") >= done);
        } finally {
          worker.destroyForcibly().waitFor();
        }
      }
      Process last = worker(env.client());
      try {
        assertThat(runs).allSatisfy(run -> assertThat(run.get()).isEqualTo(EFFECTS));
      } finally {
        last.destroyForcibly().waitFor();
      }
    }
    assertThat(count("COUNT(DISTINCT name)", "ledger_effect")).isEqualTo(RUNS * EFFECTS);
    assertThat(count("COUNT(*)", "ledger_effect")).isEqualTo(RUNS * EFFECTS);
    assertThat(count("COUNT(*)", "raw_effect")).as("without it").isGreaterThan(RUNS * EFFECTS);
  }

  private static PatternEnvOptions options() {
    return PatternEnvOptions.newBuilder().setWatchdog(Duration.ofMinutes(3)).build();
  }

  private Process worker(WorkflowClient client) throws Exception {
    String url = Database.postgres().getJdbcUrl("postgres", "postgres");
    return LedgerWorker.start(client, queue, url, ((SchemaSource) database).schema());
  }

  private CompletableFuture<Integer> start(WorkflowClient client, int run) {
    ManyEffects many =
        client.newWorkflowStub(
            ManyEffects.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(queue)
                .setWorkflowId(queue + "-" + run)
                .build());
    return WorkflowClient.execute(many::run, EFFECTS);
  }

  private int count(String what, String table) {
    try (Connection connection = database.getConnection();
        Statement select = connection.createStatement();
        ResultSet count = select.executeQuery("SELECT " + what + " FROM " + table)) {
      count.next();
      return count.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
