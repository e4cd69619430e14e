// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One word names a pattern in every place where a reader or a tool looks for it. */
class PatternMapTest {
  private static final String PACKAGE = "src/main/java/io/github/temporalpatterns/";

  /** The packages of core are the patterns, but for the kernel. */
  static List<String> words() {
    Path core = Repository.ROOT.resolve("patterns-core/" + PACKAGE);
    return Repository.files(core, 2).stream()
        .map(core::relativize)
        .filter(file -> file.endsWith("package-info.java") && file.getNameCount() == 2)
        .map(file -> file.getName(0).toString())
        .filter(word -> !word.equals("internal"))
        .toList();
  }

  @Test
  void thereArePatterns() {
    assertThat(words()).contains("saga");
  }

  @ParameterizedTest
  @MethodSource("words")
  void hasAPageThatIndexAndReadmeLinkTo(String word) {
    assertThat(Repository.ROOT.resolve("docs/patterns/" + word + ".md")).isNotEmptyFile();
    assertThat(text("docs/index.md")).contains("(patterns/" + word + ".md)");
    assertThat(text("README.md")).contains("| `" + word + "` | [" + word + "](docs/patterns/");
  }

  @ParameterizedTest
  @MethodSource("words")
  void hasAnExample(String word) {
    assertThat(files("patterns-examples/" + PACKAGE + "examples/" + word, "Workflow.java"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("words")
  void hasAContractSuite(String word) {
    assertThat(files("patterns-testing/" + PACKAGE + "testing/" + word, "Contract.java"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("words")
  void hasRecordedHistories(String word) {
    assertThat(files("patterns-testing/src/test/resources/histories/" + word, "")).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("words")
  void hasAHeadingInTheChangelog(String word) {
    assertThat(Repository.lines(Repository.ROOT.resolve("CHANGELOG.md"))).contains("### " + word);
  }

  private static List<Path> files(String folder, String ending) {
    Path path = Repository.ROOT.resolve(folder);
    assertThat(path).isDirectory();
    return Repository.files(path, 9).stream()
        .filter(file -> file.toString().endsWith(ending))
        .toList();
  }

  private static String text(String file) {
    return String.join("\n", Repository.lines(Repository.ROOT.resolve(file)));
  }
}
