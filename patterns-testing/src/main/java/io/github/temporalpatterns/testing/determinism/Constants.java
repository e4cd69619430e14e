// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/**
 * Types whose objects never change, so that it does not matter who else has them: enums, texts,
 * numbers, times, and classes that consist of such.
 */
final class Constants {
  private static final Pattern OF_JAVA =
      Pattern.compile(
          "java/lang/(String|Class|Boolean|Character|Byte|Short|Integer|Long|Float|Double"
              + "|Enum|Record)|java/(time|math|nio/charset)/.*"
              + "|java/util/(UUID|Locale|Currency|TimeZone|regex/Pattern)");

  /** Types of libraries that hand what they hold to code that they are given. */
  private static final Pattern HOLDS =
      Pattern.compile("\\[.*|java/util/(?!function/|Comparator).*|com/(google|github)/.*");

  private final ClassFiles classes;
  private final Predicate<String> own;
  private final Map<String, Boolean> known = new HashMap<>();

  Constants(ClassFiles classes, Predicate<String> own) {
    this.classes = classes;
    this.own = own;
  }

  /** Whether no object of a type changes, nor what it holds. */
  boolean contains(String type) {
    Boolean before = known.get(type);
    if (before == null) {
      before = isConstant(type, new HashSet<>());
      known.put(type, before);
    }
    return before;
  }

  /** Whether a value of a type may hand what it holds to a lambda that is given beside it. */
  boolean mayHandOn(String type) {
    boolean unknown = type.isEmpty() || type.equals("java/lang/Object");
    boolean holds = own.test(type) || HOLDS.matcher(type).matches();
    return unknown || (holds && !contains(type));
  }

  /** Those asked before decide elsewhere: what holds its own kind may do so. */
  private boolean isConstant(String type, Set<String> asked) {
    return OF_JAVA.matcher(type).matches()
        || !asked.add(type)
        || classes.find(type).filter(file -> isConstant(file, asked)).isPresent();
  }

  /** An {@code Object} may be anything. */
  private boolean isConstant(ClassNode type, Set<String> asked) {
    boolean concrete = (type.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) == 0;
    return (concrete || (type.access & Opcodes.ACC_ENUM) != 0)
        && type.superName != null
        && (type.superName.equals("java/lang/Object") || isConstant(type.superName, asked))
        && type.fields.stream()
            .filter(field -> (field.access & Opcodes.ACC_STATIC) == 0)
            .allMatch(
                field ->
                    (field.access & Opcodes.ACC_FINAL) != 0
                        && isConstant(Type.getType(field.desc), asked));
  }

  private boolean isConstant(Type type, Set<String> asked) {
    return type.getSort() == Type.OBJECT
        ? isConstant(type.getInternalName(), asked)
        : type.getSort() != Type.ARRAY;
  }
}
