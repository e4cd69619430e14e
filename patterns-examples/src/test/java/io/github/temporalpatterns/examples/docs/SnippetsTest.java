// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java on the pages is the Java that is compiled and tested here. */
class SnippetsTest {

  static List<Snippet> snippets() {
    return Repository.pages().stream().flatMap(page -> Snippet.in(page).stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void snippetEqualsItsRegion(Snippet snippet) {
    assertThat(snippet.source()).as("comment above the snippet").isNotEmpty();
    assertThat(snippet.code()).isNotEmpty().isEqualTo(snippet.region());
  }

  @Test
  void everyRegionIsQuoted() {
    List<String> quoted = snippets().stream().map(Snippet::source).distinct().toList();
    assertThat(
            Stream.of("main", "test")
                .map(side -> Repository.ROOT.resolve("patterns-examples/src/" + side))
                .flatMap(folder -> Repository.files(folder, 99).stream())
                .filter(file -> file.toString().endsWith(".java"))
                .flatMap(SnippetsTest::regions))
        .isNotEmpty()
        .isSubsetOf(quoted);
  }

  @Test
  void aRegionEndsAtItsOwnMarkerAndLosesInnerOnes() {
    List<String> file =
        List.of(
            "a",
            "  // region x",
            "  b",
            "  // region y",
            "    c",
            "// endregion",
            "  d",
            "// endregion",
            "e",
            "// region z",
            "// endregion");
    assertThat(Snippet.region(file, "x")).isEqualTo("b\n  c\nd");
    assertThat(Snippet.region(file, "y")).isEqualTo("c");
    assertThat(Snippet.region(file, "none")).isEmpty();
  }

  private static Stream<String> regions(Path file) {
    return Repository.lines(file).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("// region "))
        .map(line -> Repository.name(file) + "#" + line.substring("// region ".length()));
  }
}
