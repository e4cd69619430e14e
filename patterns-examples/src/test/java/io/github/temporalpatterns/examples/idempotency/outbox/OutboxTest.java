// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.examples.cli.CommandLineRun;
import io.github.temporalpatterns.examples.runtime.PostgresServer;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;

class OutboxTest {

  @Test
  void startsOneWorkflowForEachOrderAndRefusesTheRowThatWasEdited() {
    CommandLineRun run =
        CommandLineRun.of(TemporalServer::startInProcess, "outbox", "--orders", "12");
    assertThat(run.code()).as("%s", run).isZero();
    assertThat(run.out())
        .containsPattern("workflow id alone +12 +17 +5 +0 +0\\R")
        .containsPattern("IdempotentStarter +12 +12 +0 +0 +1\\R")
        .containsPattern("Refused: patterns.StartMismatch: workflow id outbox-\\S+-order-1 was");
  }

  @Test
  void placesNoOrderWithoutItsOutboxRow() {
    try (PostgresServer postgres = PostgresServer.start(null)) {
      OrdersDatabase database = OrdersDatabase.create(postgres.schema("orders"));
      database.sql().useHandle(sql -> sql.execute("DROP TABLE outbox"));
      assertThatThrownBy(() -> database.place(new Order("o1", 100)))
          .isInstanceOf(UnableToExecuteStatementException.class);
      assertThat(database.tally().orders()).isZero();
    }
  }

  @Test
  void refusesTooFewOrdersToKillHalfWay() {
    CommandLineRun run =
        CommandLineRun.of(TemporalServer::startInProcess, "outbox", "--orders", "1");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--orders must be between 2 and 1000");
  }
}
