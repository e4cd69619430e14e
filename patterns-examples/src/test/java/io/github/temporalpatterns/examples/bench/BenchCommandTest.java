// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.Main;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {

  @Test
  void namesTheBenchmarksWhenOneIsUnknown() {
    StringWriter errors = new StringWriter();
    CommandLine line = Main.commandLine(TemporalServer::configured);
    line.setErr(new PrintWriter(errors, true));

    assertThat(line.execute("bench", "nope")).isEqualTo(2);
    assertThat(errors)
        .hasToString(
            "examples bench: benchmark 'nope' is unknown;"
                + " there are: saga, testing, fanout, breaker, versioning, idempotency\n");
  }
}
