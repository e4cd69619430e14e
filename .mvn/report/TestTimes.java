// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prints where the seconds of the tests went: by word, and the slowest classes. Reads what Surefire
 * wrote. Run by the build after the last module's tests.
 */
final class TestTimes {
  private static final Pattern SUITE =
      Pattern.compile(
          "<testsuite [^>]*?name=\"io\\.github\\.temporalpatterns\\.([^\"]+)\" time=\"([\\d.,]+)\" tests=\"(\\d+)\"");

  /** The tests of one class. */
  record Suite(String name, double seconds, int tests) {

    /** The pattern, or the part of the kit, that it tests. */
    String word() {
      String[] parts = name.replaceFirst("^(testing|examples)\\.", "").split("\\.");
      return parts.length == 1 ? "(" + (name.startsWith("testing.") ? "kit" : "core") + ")" : parts[0];
    }
  }

  private TestTimes() {}

  public static void main(String[] root) throws IOException {
    List<Suite> suites = new ArrayList<>();
    try (Stream<Path> files = Files.find(Path.of(root[0]), 4, (file, about) -> isReport(file))) {
      for (Path file : files.toList()) {
        Matcher suite = SUITE.matcher(Files.readString(file));
        if (suite.find()) {
          suites.add(
              new Suite(
                  suite.group(1),
                  Double.parseDouble(suite.group(2).replace(",", "")),
                  Integer.parseInt(suite.group(3))));
        }
      }
    }
    print(suites);
  }

  private static boolean isReport(Path file) {
    return file.toString().matches(".*[/\\\\]surefire-reports[/\\\\]TEST-[^/\\\\]*\\.xml");
  }

  private static void print(List<Suite> suites) {
    Map<String, List<Suite>> words = new TreeMap<>();
    suites.forEach(suite -> words.computeIfAbsent(suite.word(), w -> new ArrayList<>()).add(suite));
    System.out.printf("%nTests by word (seconds of all forks together):%n");
    words.entrySet().stream()
        .sorted(Comparator.comparingDouble(entry -> -seconds(entry.getValue())))
        .forEach(entry -> line(entry.getKey(), entry.getValue()));
    line("all", suites);
    System.out.printf("The slowest classes:%n");
    suites.stream()
        .sorted(Comparator.comparingDouble(suite -> -suite.seconds()))
        .limit(12)
        .forEach(suite -> line(suite.name(), List.of(suite)));
  }

  private static double seconds(List<Suite> suites) {
    return suites.stream().mapToDouble(Suite::seconds).sum();
  }

  private static void line(String what, List<Suite> suites) {
    int tests = suites.stream().mapToInt(Suite::tests).sum();
    System.out.printf("  %7.1f s %6d tests  %s%n", seconds(suites), tests, what);
  }
}
