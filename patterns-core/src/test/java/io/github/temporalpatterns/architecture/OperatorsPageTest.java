// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.temporal.workflow.UpdateMethod;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page for operators names every command that there is, and what each has of its own. */
@AnalyzeClasses(
    packages = DependencyRulesTest.ROOT,
    importOptions = {DoNotIncludeTests.class})
final class OperatorsPageTest {
  private static final List<String> FIRST = List.of("requestId", "by", "reason");

  /** Set by a parent's gate, never by a person. */
  private static final String REPLY = "reply";

  private static final Pattern ROW =
      Pattern.compile("\\| (?:`\\w+`)? ?\\| `(\\w+\\.\\w+)` \\|[^|]*\\|([^|]*)\\|");
  private static final Pattern PART = Pattern.compile("(?:^|, )`(\\w+)`");

  @ArchTest
  static void namesEveryCommand(JavaClasses classes) throws IOException {
    assertThat(page().keySet()).containsExactlyInAnyOrderElementsOf(commands(classes).keySet());
  }

  @ArchTest
  static void namesTheFurtherPartsOfEachPatternsCommands(JavaClasses classes) throws IOException {
    assertThat(byPattern(page())).isEqualTo(byPattern(commands(classes)));
  }

  /** By update, the further parts that the page names. */
  private static Map<String, Set<String>> page() throws IOException {
    Map<String, Set<String>> rows = new TreeMap<>();
    ROW.matcher(Files.readString(Path.of("..", "docs", "operators.md")))
        .results()
        .forEach(row -> rows.put(row.group(1), parts(row.group(2).strip())));
    return rows;
  }

  private static Set<String> parts(String cell) {
    return PART.matcher(cell)
        .results()
        .map((MatchResult part) -> part.group(1))
        .collect(toCollection(TreeSet::new));
  }

  /** By update, what its record has after the three parts that all commands begin with. */
  private static Map<String, Set<String>> commands(JavaClasses classes) {
    Map<String, Set<String>> commands = new TreeMap<>();
    classes.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.isAnnotatedWith(UpdateMethod.class))
        .filter(method -> components(method).limit(FIRST.size()).toList().equals(FIRST))
        .forEach(
            method ->
                commands.put(
                    method.getAnnotationOfType(UpdateMethod.class).name(),
                    components(method)
                        .skip(FIRST.size())
                        .filter(part -> !part.equals(REPLY))
                        .collect(toCollection(LinkedHashSet::new))));
    return commands;
  }

  private static Stream<String> components(JavaMethod update) {
    Class<?> argument = update.reflect().getParameterTypes()[0];
    return Arrays.stream(argument.getRecordComponents()).map(RecordComponent::getName);
  }

  /** A pattern has one record for all its commands; not each has every part. */
  private static Map<String, Set<String>> byPattern(Map<String, Set<String>> commands) {
    Map<String, Set<String>> patterns = new TreeMap<>();
    commands.forEach(
        (update, parts) ->
            patterns
                .computeIfAbsent(update.substring(0, update.indexOf('.')), word -> new TreeSet<>())
                .addAll(parts));
    return patterns;
  }
}
