// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that only the text shows, over the sources of all modules. */
final class SourceRulesTest {

  @Test
  void everySourceKeepsTheRules() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      List<Path> sources =
          files.filter(file -> file.toString().matches(".*/patterns-\\w+/src/.*\\.java")).toList();

      assertThat(sources).isNotEmpty();
      assertThat(SourceFaults.in(sources)).isEmpty();
    }
  }

  @Test
  void eachFaultIsSeen(@TempDir Path folder) throws IOException {
    Path main =
        write(
            folder.resolve("src/main/Offender.java"),
            """
        final class Offender {
          void swallow() {
            try { swallow(); } catch (RuntimeException | Error e) { swallow(); }
          }
          /** @since 0.1 */ void late() {}
          void lasts() {%s}
        }
        """
                .formatted("\n".repeat(400)));
    Path test =
        write(
            folder.resolve("src/test/OffenderTest.java"),
            """
        // SPDX-License-Identifier: Apache-2.0
        final class OffenderTest { void waits() throws Exception { Thread.sleep(1); } }
        """);

    assertThat(SourceFaults.in(List.of(main, test)))
        .satisfiesExactlyInAnyOrder(
            fault -> assertThat(fault).contains("Offender.java:1 lacks the licence line"),
            fault -> assertThat(fault).contains("Offender.java:1 has 407 lines"),
            fault -> assertThat(fault).contains("Offender.java:3 catches RuntimeException | Error"),
            fault -> assertThat(fault).contains("Offender.java:5 says since when"),
            fault -> assertThat(fault).contains("Offender.java:6 lasts has 401 lines"),
            fault -> assertThat(fault).contains("OffenderTest.java:2 sleeps"));
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
