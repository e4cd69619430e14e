// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of public types in CONTRIBUTING counts what the listing of the API has. */
final class PublicTypesTest {
  private static final int MOST = 6;
  private static final Pattern ROW =
      Pattern.compile("^\\| (the root|`[a-z.]+`) \\| (\\d+) \\|(.*)\\|$", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile(
          "^public .*?(?:class|interface|enum|record) ((?:[a-z]+\\.)*)([A-Z]\\w*)(?=[ <\\[]|$)",
          Pattern.MULTILINE);

  @Test
  void theTableOfPublicTypesIsTrue() throws IOException {
    Map<String, Integer> listed = new TreeMap<>();
    Matcher type = TYPE.matcher(read("api", "patterns-core.txt"));
    while (type.find()) {
      String room = type.group(1).isEmpty() ? "the root" : "`" + type.group(1) + "`";
      listed.merge(room.replace(".`", "`"), 1, Integer::sum);
    }
    Map<String, Integer> told = new TreeMap<>();
    Matcher row = ROW.matcher(read("CONTRIBUTING.md"));
    while (row.find()) {
      int count = Integer.parseInt(row.group(2));
      told.put(row.group(1), count);
      assertThat(row.group(3).isBlank() && count > MOST).as("no reason: %s", row.group()).isFalse();
    }

    assertThat(told).isEqualTo(listed);
  }

  private static String read(String... path) throws IOException {
    return Files.readString(Path.of("..", path));
  }
}
