// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.Idempotency;
import io.github.temporalpatterns.idempotency.IdempotentSteps;
import io.github.temporalpatterns.testing.WorkerProcess;
import io.github.temporalpatterns.testing.sql.SchemaSource;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.common.RetryOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** A worker in a process of its own, whose activities have a ledger; works until it is killed. */
public final class LedgerWorker {

  private LedgerWorker() {}

  /** Makes many effects. */
  @WorkflowInterface
  public interface ManyEffects {
    @WorkflowMethod
    int run(int effects);
  }

  /** Makes one. */
  @ActivityInterface
  public interface OneEffect {
    String act(String name);
  }

  /** All at one time. */
  public static final class ManyEffectsImpl implements ManyEffects {
    private final OneEffect one =
        Workflow.newActivityStub(
            OneEffect.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(8))
                .setRetryOptions(
                    RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofMillis(50))
                        .setMaximumInterval(Duration.ofSeconds(1))
                        .build())
                .build());

    @Override
    public int run(int effects) {
      String run = Workflow.getInfo().getWorkflowId();
      List<Promise<String>> all =
          IntStream.range(0, effects)
              .mapToObj(
                  i ->
                      IdempotentSteps.step("act")
                          .item("" + i)
                          .call(() -> Async.function(one::act, run + "-" + i)))
              .toList();
      return (int) all.stream().map(Promise::get).distinct().count();
    }
  }

  /** Inserts without the ledger, and with it. */
  private record Inserts(DataSource database, EffectLedger ledger) implements OneEffect {

    @Override
    public String act(String name) {
      try (Connection connection = database.getConnection()) {
        insert(connection, "raw_effect", name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return ledger
          .once(String.class)
          .inTransaction(connection -> insert(connection, "ledger_effect", name));
    }

    private static String insert(Connection connection, String table, String name)
        throws SQLException {
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO " + table + " VALUES (?)")) {
        insert.setString(1, name);
        insert.executeUpdate();
        return name;
      }
    }
  }

  /** Starts one. */
  static Process start(WorkflowClient client, String queue, String url, String schema)
      throws IOException {
    return WorkerProcess.start(LedgerWorker.class, client, List.of(queue, url, schema));
  }

  /** Works. */
  public static void main(String[] args) {
    PGConnectionPoolDataSource server = new PGConnectionPoolDataSource();
    server.setUrl(args[3]);
    JdbcConnectionPool pool = JdbcConnectionPool.create(server);
    pool.setMaxConnections(20);
    DataSource database = new SchemaSource(pool, args[4]);
    EffectLedger ledger = EffectLedger.open(database);
    // Without a cache, nothing waits for a worker that is gone.
    WorkerFactory workers =
        WorkerFactory.newInstance(
            WorkerProcess.connect(args),
            WorkerFactoryOptions.newBuilder()
                .setWorkflowCacheSize(0)
                .setPlugins(Idempotency.plugin(ledger))
                .build());
    Worker worker = workers.newWorker(args[2]);
    worker.registerWorkflowImplementationTypes(ManyEffectsImpl.class);
    worker.registerActivitiesImplementations(new Inserts(database, ledger));
    workers.start();
  }
}
