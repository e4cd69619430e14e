// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.Foreign;
import io.github.temporalpatterns.SqlDialect;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys, arguments, results and failures through data converters as users have them. */
final class ForeignRunsTest {
  private final AtomicInteger effects = new AtomicInteger();

  /** An argument. */
  public record Line(String articleId, BigDecimal amount, Optional<String> note) {}

  /** A result. */
  public record Slip(String slipId, List<Line> allLines, long bookedAt) {}

  /** Books lines. */
  @ActivityInterface
  public interface Books {
    Slip book(Line line);

    void refuse(Line line);
  }

  /** Books, and tells the slips. */
  @WorkflowInterface
  public interface Booking {
    @WorkflowMethod
    List<Slip> run(Line line);
  }

  /** Each activity's first attempt dies after the effect. */
  public static final class BookingImpl implements Booking {
    private final Books books =
        Workflow.newActivityStub(
            Books.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(20))
                .setRetryOptions(
                    RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(1)).build())
                .build());

    @Override
    public List<Slip> run(Line line) {
      Slip slip = IdempotentSteps.step("book").call(() -> books.book(line));
      Slip same = IdempotentSteps.step("book").call(() -> books.book(line));
      books.refuse(line);
      return List.of(slip, same);
    }
  }

  private final class BooksImpl implements Books {
    private final EffectLedger ledger;

    private BooksImpl(EffectLedger ledger) {
      this.ledger = ledger;
    }

    @Override
    public Slip book(Line line) {
      int before = effects.get();
      Slip slip =
          ledger
              .once(Slip.class)
              .reserved(key -> new Slip("s" + effects.incrementAndGet(), List.of(line), 7));
      if (effects.get() > before) {
        throw new IllegalStateException("dies after the effect");
      }
      return slip;
    }

    @Override
    public void refuse(Line line) {
      ledger
          .once(String.class)
          .reserved(
              key -> {
                effects.incrementAndGet();
                throw ApplicationFailure.newNonRetryableFailure("no", "REFUSED", line);
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEffectHappensOnceAndItsResultIsTheSame(Foreign foreign) throws SQLException {
    EffectLedger ledger = ledger();
    try (TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(foreign.converter())
                        .build())
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setPlugins(Idempotency.plugin(ledger))
                        .build())
                .build())) {
      run(environment, ledger);
    }
    assertThat(effects).hasValue(2);
  }

  private void run(TestWorkflowEnvironment environment, EffectLedger ledger) {
    Worker worker = environment.newWorker("books");
    worker.registerWorkflowImplementationTypes(BookingImpl.class);
    worker.registerActivitiesImplementations(new BooksImpl(ledger));
    environment.start();
    WorkflowClient client = environment.getWorkflowClient();
    Line line = new Line("a-7", new BigDecimal("10.50"), Optional.of("x"));
    Booking booking =
        client.newWorkflowStub(
            Booking.class, WorkflowOptions.newBuilder().setTaskQueue("books").build());

    assertThatThrownBy(() -> booking.run(line)).hasStackTraceContaining("REFUSED");
  }

  private static EffectLedger ledger() throws SQLException {
    JdbcDataSource memory = new JdbcDataSource();
    memory.setUrl("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
    try (Connection connection = memory.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : EffectLedger.ddl(SqlDialect.H2, LedgerOptions.newBuilder().build())) {
        statement.execute(sql);
      }
    }
    return EffectLedger.open(memory);
  }
}
