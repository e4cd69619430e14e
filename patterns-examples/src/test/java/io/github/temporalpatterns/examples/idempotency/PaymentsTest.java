// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.Main;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PaymentsTest {

  @Test
  void paysOnceWithALedgerAndMoreThanOnceWithout() {
    StringWriter out = new StringWriter();
    int code =
        Main.commandLine(TemporalServer::startInProcess)
            .setOut(new PrintWriter(out))
            .execute("payments", "--payments", "6");
    assertThat(code).as("%s", out).isZero();
    assertThat(out.toString())
        .containsPattern("without ledger +6 +1\\d +12 +1\\d +0")
        .containsPattern("with ledger +6 +6 +6 +0 +0");
  }
}
