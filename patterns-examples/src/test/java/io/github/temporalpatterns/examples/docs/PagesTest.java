// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between the project's pages lead somewhere, and the README keeps its promises of form. */
class PagesTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern BLOCK = Pattern.compile("(?m)^```sh\\n(.*?)^```$", Pattern.DOTALL);

  static List<Path> pages() {
    return Repository.pages();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksWithinTheProjectLeadSomewhere(Path page) throws Exception {
    List<String> broken =
        LINK.matcher(Files.readString(page))
            .results()
            .map(link -> link.group(1))
            .filter(link -> !link.matches("(https?|mailto):.*"))
            .filter(link -> !leadsSomewhere(page, link))
            .toList();
    assertThat(broken).isEmpty();
  }

  @Test
  void everyPageOfTheDocsIsReachedFromTheIndex() {
    Path docs = Repository.ROOT.resolve("docs");
    List<Path> reached = new ArrayList<>(List.of(docs.resolve("index.md")));
    for (int i = 0; i < reached.size(); i++) {
      targets(reached.get(i)).filter(page -> !reached.contains(page)).forEach(reached::add);
    }
    assertThat(reached).containsAll(Repository.files(docs, 9));
  }

  @Test
  void readmeHasTwoCommandsOfOneLineEach() throws Exception {
    String readme = Files.readString(Repository.ROOT.resolve("README.md"));
    String section = readme.split("(?m)^## Two commands$", 2)[1].split("(?m)^## ", 2)[0];
    assertThat(blocks(section)).containsExactly("./examples", "./mvnw verify");
    assertThat(blocks(readme)).hasSize(2);
  }

  @Test
  void readmeShowsAWholeClassEarlyAndTheVersionOfTheBuild() throws Exception {
    List<String> readme = Repository.lines(Repository.ROOT.resolve("README.md"));
    assertThat(readme.subList(0, 40)).contains("```java", "```");
    String pom = Files.readString(Repository.ROOT.resolve("pom.xml"));
    String version = pom.split("<version>", 2)[1].split("</version>", 2)[0];
    assertThat(String.join("\n", readme))
        .contains("<temporal-patterns.version>" + version + "</temporal-patterns.version>");
  }

  private static List<String> blocks(String markdown) {
    return BLOCK.matcher(markdown).results().map(block -> block.group(1).strip()).toList();
  }

  private static Stream<Path> targets(Path page) {
    return Repository.lines(page).stream()
        .flatMap(line -> LINK.matcher(line).results())
        .map(link -> target(page, link))
        .filter(file -> file.toString().endsWith(".md") && Files.isRegularFile(file));
  }

  private static Path target(Path page, MatchResult link) {
    String path = link.group(1).split("#", 2)[0];
    return path.isEmpty() ? page : page.resolveSibling(path).normalize();
  }

  private static boolean leadsSomewhere(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (parts.length == 1) {
      return Files.exists(target);
    }
    if (parts[0].endsWith(".java")) {
      return Files.isRegularFile(target)
          && Repository.lines(target).stream()
              .anyMatch(line -> line.contains(" " + parts[1] + "("));
    }
    return Files.isRegularFile(target)
        && Repository.lines(target).stream()
            .filter(line -> line.startsWith("#"))
            .anyMatch(line -> slug(line).equals(parts[1]));
  }

  /** The anchor that a heading gets on GitHub. */
  private static String slug(String heading) {
    return heading
        .replaceFirst("^#+ *", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
