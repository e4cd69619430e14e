// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files that need one another, on whatever way round: whoever reads one of them must read all.
 * Found as the strongly connected parts of the graph of imports, after Tarjan.
 */
final class Circles {
  private final Map<String, Set<String>> imports;
  private final Map<String, Integer> lowest = new LinkedHashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final List<Set<String>> circles = new ArrayList<>();

  private Circles(Map<String, Set<String>> imports) {
    this.imports = imports;
  }

  /** The circles of more than so many files. */
  static List<Set<String>> of(JavaClasses classes, int files) {
    Circles circles = new Circles(imports(classes));
    circles.imports.keySet().forEach(circles::visit);
    return circles.circles.stream().filter(circle -> circle.size() > files).toList();
  }

  private static Map<String, Set<String>> imports(JavaClasses classes) {
    Set<String> files = new TreeSet<>();
    classes.forEach(type -> files.add(file(type)));
    Map<String, Set<String>> imports = new TreeMap<>();
    for (JavaClass type : classes) {
      Set<String> targets = imports.computeIfAbsent(file(type), name -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> file(dependency.getTargetClass().getBaseComponentType()))
          .filter(files::contains)
          .forEach(targets::add);
    }
    return imports;
  }

  private static String file(JavaClass type) {
    return type.getName().replaceFirst("\\$.*", "");
  }

  /** Returns the lowest number that it reaches. */
  private int visit(String file) {
    Integer known = lowest.get(file);
    if (known != null) {
      return known;
    }
    int number = lowest.size();
    int least = number;
    lowest.put(file, number);
    open.push(file);
    for (String target : imports.getOrDefault(file, Set.of())) {
      int reached = visit(target);
      if (open.contains(target)) {
        least = Math.min(least, reached);
      }
    }
    lowest.put(file, least);
    if (least == number) {
      Set<String> circle = new TreeSet<>();
      do {
        circle.add(open.element());
      } while (!open.pop().equals(file));
      circles.add(circle);
    }
    return least;
  }
}
