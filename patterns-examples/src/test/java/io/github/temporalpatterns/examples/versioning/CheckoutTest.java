// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.versioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.Main;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Two releases one after the other, on the command line. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ResourceLock(Resources.SYSTEM_OUT)
final class CheckoutTest {

  @Test
  void ordersGoOnAsTheyBegan() {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(
              Main.commandLine(TemporalServer::startInProcess)
                  .execute("versioning", "--orders", "4"))
          .isZero();
    } finally {
      System.setOut(console);
    }
    assertThat(
            printed
                .toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "order version of its steps review result",
            "first-1 -1 charged",
            "first-2 -1 charged",
            "first-3 -1 charged",
            "first-4 -1 charged",
            "second-1 1 charged with score 0.30",
            "second-2 1 APPROVE charged with score 0.60",
            "second-3 1 APPROVE charged with score 0.90",
            "second-4 1 REJECT rejected");
  }

  @Test
  void refusesNoOrders() {
    assertThat(
            Main.commandLine(TemporalServer::startInProcess).execute("versioning", "--orders", "0"))
        .isEqualTo(2);
  }
}
