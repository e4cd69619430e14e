// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.ClassFiles.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;

/** Reads the annotations that silence rules, each of which must give a reason. */
final class Suppressions {
  private final ClassFiles classes;

  Suppressions(ClassFiles classes) {
    this.classes = classes;
  }

  /** The rules that do not apply to a method by its annotations or those of its classes. */
  Set<DeterminismRule> of(Method method) {
    Set<DeterminismRule> silent = EnumSet.noneOf(DeterminismRule.class);
    List<AnnotationNode> annotations = new ArrayList<>(ClassFiles.annotations(method.node()));
    around(method.owner()).forEach(type -> annotations.addAll(ClassFiles.annotations(type)));
    annotations.stream()
        .filter(annotation -> annotation.desc.endsWith("/SuppressNondeterminism;"))
        .forEach(annotation -> silent.addAll(rules(annotation, method)));
    return silent;
  }

  /** The class and those that enclose it. */
  private Stream<ClassNode> around(ClassNode type) {
    Stream<ClassNode> enclosing =
        type.name.lastIndexOf('$') < 0
            ? Stream.empty()
            : classes.find(type.name.substring(0, type.name.lastIndexOf('$'))).stream()
                .flatMap(this::around);
    return Stream.concat(Stream.of(type), enclosing);
  }

  private static Set<DeterminismRule> rules(AnnotationNode annotation, Method method) {
    Set<DeterminismRule> rules = EnumSet.noneOf(DeterminismRule.class);
    boolean reason = false;
    List<Object> values = annotation.values == null ? List.of() : annotation.values;
    for (int i = 0; i < values.size(); i += 2) {
      Object value = values.get(i + 1);
      if (values.get(i).equals("value")) {
        reason = !value.toString().isBlank();
      } else if (value instanceof List<?> names) {
        names.forEach(name -> rules.add(rule(name.toString(), method)));
      }
    }
    if (!reason) {
      throw new IllegalArgumentException(
          "@SuppressNondeterminism must say why, on " + method.key());
    }
    return rules.isEmpty() ? EnumSet.allOf(DeterminismRule.class) : rules;
  }

  private static DeterminismRule rule(String name, Method method) {
    return Stream.of(DeterminismRule.values())
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "@SuppressNondeterminism on %s: there is no rule %s, but %s"
                        .formatted(method.key(), name, List.of(DeterminismRule.values()))));
  }
}
