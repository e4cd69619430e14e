// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.fanout.Totals;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What people read when much is wrong, or the audit itself is. */
final class AuditPrinterTest {

  @Test
  void manyFindingsAreLeftToTheDatabase() {
    List<Checked> findings =
        LongStream.range(0, 21)
            .mapToObj(i -> new Checked(i, "a" + i + ".jar", Outcome.DAMAGED, "why " + i, 10))
            .toList();

    String text = print(new Totals(79, 21, 0, 0, 3_000_000), List.of(), 100, findings);

    assertThat(text)
        .contains("a19.jar", "why 19", "... and more: sqlite3 audit.db 'SELECT * FROM finding'")
        .contains(
            "100 artifacts, 3 MB: 79 verified, 21 damaged, 0 missing, 0 unreadable; 1.5 s, 2 MB/s")
        .contains("--redrive")
        .doesNotContain("a20.jar");
  }

  @Test
  void whatCouldNotBeCheckedIsNotPassedOver() {
    String text = print(new Totals(9, 0, 0, 0, 0), List.of("number 3: a bug"), 10, List.of());

    assertThat(text).contains("Not checked, number 3: a bug", "10 artifacts", "--redrive");
  }

  @Test
  void aCleanAuditNeedsNoRedrive() {
    assertThat(print(new Totals(10, 0, 0, 0, 0), List.of(), 10, List.of()))
        .doesNotContain("--redrive", "Not checked", "and more");
  }

  private static String print(
      Totals totals, List<String> unchecked, long artifacts, List<Checked> findings) {
    StringWriter text = new StringWriter();
    new AuditPrinter(new PrintWriter(text), Path.of("audit.db"), null)
        .print(
            new Conclusion(
                Path.of("repository"),
                false,
                "audit-1",
                "a server",
                totals,
                unchecked,
                artifacts,
                Duration.ofMillis(1500),
                findings,
                List.of()));
    return text.toString();
  }
}
