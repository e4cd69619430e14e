// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.versioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.Main;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the report is refused for. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class RetirementCommandTest {

  @ParameterizedTest
  @CsvSource({
    "versioning report --histories -1, --histories must be at least 0",
    "versioning report --type=, --type must not be blank",
    "versioning report, the in-process server cannot count runs; set TEMPORAL_ADDRESS",
    "bench versioning, the in-process server cannot count runs; set TEMPORAL_ADDRESS"
  })
  void saysWhy(String arguments, String why) {
    StringWriter errors = new StringWriter();
    CommandLine line = Main.commandLine(TemporalServer::startInProcess);
    line.setErr(new PrintWriter(errors, true));

    assertThat(line.execute(arguments.split(" "))).isEqualTo(2);
    assertThat(errors.toString()).endsWith(": " + why + "\n");
  }
}
