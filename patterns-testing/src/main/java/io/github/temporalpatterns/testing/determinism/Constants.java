// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/**
 * Types whose objects never change, so that it does not matter who else has them: enums, texts,
 * numbers, times, and the user's classes that consist of such.
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
    if (OF_JAVA.matcher(type).matches()) {
      return true;
    }
    Boolean before = known.putIfAbsent(type, true); // what holds its own kind may do so
    if (before != null) {
      return before;
    }
    boolean constant = own.test(type) && classes.find(type).filter(this::isConstant).isPresent();
    known.put(type, constant);
    return constant;
  }

  /** Whether a value of a type may hand what it holds to a lambda that is given beside it. */
  boolean mayHandOn(String type) {
    boolean unknown = type.isEmpty() || type.equals("java/lang/Object");
    return unknown || (own.test(type) || HOLDS.matcher(type).matches()) && !contains(type);
  }

  private boolean isConstant(ClassNode type) {
    boolean concrete = (type.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) == 0;
    return (concrete || (type.access & Opcodes.ACC_ENUM) != 0)
        && (type.superName.equals("java/lang/Object") || contains(type.superName))
        && type.fields.stream()
            .filter(field -> (field.access & Opcodes.ACC_STATIC) == 0)
            .allMatch(
                field ->
                    (field.access & Opcodes.ACC_FINAL) != 0
                        && isConstant(Type.getType(field.desc)));
  }

  private boolean isConstant(Type type) {
    return type.getSort() == Type.OBJECT
        ? contains(type.getInternalName())
        : type.getSort() != Type.ARRAY;
  }
}
