// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A piece of Java on a page, and where the comment above it says that it comes from. */
record Snippet(String page, int line, String source, String code) {
  private static final Pattern COMMENT = Pattern.compile("<!-- snippet: (\\S+#\\S+) -->");

  /** All fenced Java of a page; the source is empty where no comment stands above the fence. */
  static List<Snippet> in(Path page) {
    List<String> lines = Repository.lines(page);
    List<Snippet> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith("```java")) {
        Matcher comment = COMMENT.matcher(i > 0 ? lines.get(i - 1) : "");
        int end = i + 1;
        while (end < lines.size() && !lines.get(end).strip().equals("```")) {
          end++;
        }
        String source = comment.find() ? comment.group(1) : "";
        String code = tidy(lines.subList(i + 1, end));
        found.add(new Snippet(Repository.name(page), i + 1, source, code));
        i = end;
      }
    }
    return found;
  }

  /** The region that the comment names; empty if there is no such file or region. */
  String region() {
    int hash = source.indexOf('#');
    Path file = Repository.ROOT.resolve(source.substring(0, Math.max(hash, 0)));
    if (!Files.isRegularFile(file)) {
      return "";
    }
    return region(Repository.lines(file), source.substring(hash + 1));
  }

  /** The lines between a region's markers, without the markers of regions within it. */
  static String region(List<String> lines, String name) {
    List<String> region = new ArrayList<>();
    int depth = 0;
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith("// region ")) {
        depth = depth > 0 || text.equals("// region " + name) ? depth + 1 : 0;
      } else if (text.equals("// endregion")) {
        depth = Math.max(0, depth - 1);
      } else if (depth > 0) {
        region.add(line);
      }
    }
    return tidy(region);
  }

  @Override
  public String toString() {
    return page + ":" + line;
  }

  private static String tidy(List<String> lines) {
    return String.join("\n", lines).stripTrailing().stripIndent().strip();
  }
}
