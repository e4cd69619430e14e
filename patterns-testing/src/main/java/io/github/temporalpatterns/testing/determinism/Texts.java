// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.ClassFiles.Method;
import io.github.temporalpatterns.testing.determinism.Facts.Call;
import io.github.temporalpatterns.testing.determinism.Facts.Fact;
import io.github.temporalpatterns.testing.determinism.Facts.Offence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Texts and hash codes that differ by machine, by order or by chance. */
final class Texts {
  private static final int NO_OBJECTS = Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
  private static final String TO_STRING = "toString()Ljava/lang/String;";
  private static final String HASH_CODE = "hashCode()I";

  private static final Pattern OF_AN_ARGUMENT =
      Pattern.compile(
          "java\\.lang\\.String\\.valueOf\\(Object\\)|java\\.util\\.Objects\\.toString\\(.*"
              + "|java\\.lang\\.StringBu\\w+\\.(append|insert)\\(.*Object\\)");

  private static final Pattern HASH_OF_AN_ARGUMENT =
      Pattern.compile("java\\.util\\.Objects\\.hashCode\\(Object\\)");

  private static final Pattern JOINS =
      Pattern.compile(
          "java\\.lang\\.String\\.join\\(.*|java\\.util\\.Arrays\\.toString\\(.*"
              + "|com\\.google\\.common\\.base\\.Joiner\\S*\\.(join|appendTo)\\(.*"
              + "|.*\\.(toJson|writeValueAsString)\\(.*");

  private final CallGraph graph;
  private final Code code;
  private final Words words;

  Texts(CallGraph graph, Code code) {
    this.graph = graph;
    this.code = code;
    this.words = new Words(graph, code);
  }

  /** What is wrong with a concatenation of strings and other values. */
  List<Fact> concatenated(int index, InvokeDynamicInsnNode insn) {
    if (!Lambdas.concatenates(insn)) {
      return List.of();
    }
    List<Fact> facts = new ArrayList<>();
    Type[] types = Type.getArgumentTypes(insn.desc);
    List<Val> values = code.operands(index);
    for (int i = 0; i < values.size(); i++) {
      facts.addAll(text(index, values.get(i), types[i].getInternalName()));
    }
    return facts;
  }

  /** What is wrong with the text or the number that a call makes. */
  List<Fact> made(int index, MethodInsnNode call, List<Val> arguments) {
    String text = Facts.signature(call.owner, call.name, call.desc);
    if ((call.name + call.desc).equals(TO_STRING)) {
      return text(index, arguments.get(0), call.owner);
    }
    if ((call.name + call.desc).equals(HASH_CODE)) {
      return hash(index, arguments.get(0), call.owner);
    }
    if (HASH_OF_AN_ARGUMENT.matcher(text).matches()) {
      return hash(index, arguments.get(0), "java/lang/Object");
    }
    if (OF_AN_ARGUMENT.matcher(text).matches()) {
      boolean first = call.getOpcode() == Opcodes.INVOKESTATIC;
      return text(index, arguments.get(first ? 0 : arguments.size() - 1), "java/lang/Object");
    }
    if (JOINS.matcher(text).matches() && arguments.stream().anyMatch(a -> a.has(Val.HASH))) {
      return wrong(index, DeterminismRule.HASH_ORDER, "joining by " + text);
    }
    List<Fact> facts = new ArrayList<>();
    if (Formats.dependsOnLocale(text, arguments)) {
      // A writer that is written to is used elsewhere.
      facts.addAll(
          call.owner.equals("java/lang/String")
              ? wrong(index, DeterminismRule.DEFAULT_LOCALE, text)
              : List.of(offence(index, DeterminismRule.DEFAULT_LOCALE, text)));
    }
    if (Formats.formats(text)) {
      elements(arguments.get(arguments.size() - 1))
          .forEach(value -> facts.addAll(text(index, value, "java/lang/Object")));
    }
    return facts;
  }

  /** What is put into an array of arguments. */
  private Stream<Val> elements(Val array) {
    return array.origins().stream()
        .flatMap(origin -> code.uses(origin).stream())
        .filter(use -> code.at(use).getOpcode() == Opcodes.AASTORE)
        .map(use -> code.top(use, 0));
  }

  private List<Fact> text(int index, Val value, String declared) {
    String type = value.type().isEmpty() ? declared : value.type();
    String name = type.substring(type.lastIndexOf('/') + 1);
    if (value.has(Val.HASH) || holds(type, field -> (flags(type, field) & Val.HASH) != 0)) {
      return wrong(index, DeterminismRule.HASH_ORDER, "the text of a " + name);
    }
    if (type.startsWith("[") || holds(type, field -> field.desc.startsWith("["))) {
      return wrong(index, DeterminismRule.RANDOM, "the text of an array");
    }
    if (Set.of("java/util/Date", "java/sql/Timestamp", "java/util/Calendar").contains(type)) {
      return wrong(index, DeterminismRule.DEFAULT_LOCALE, "the text of a " + name);
    }
    if (isByIdentity(value, type, TO_STRING)) {
      return wrong(index, DeterminismRule.RANDOM, "the text of a " + name + " without toString");
    }
    if (graph.isOwn(type) && !words.only(code.at(index))) {
      List<Integer> given = List.of(value.flags());
      return List.of(
          new Call(code.line(index), type, "toString", "()Ljava/lang/String;", true, false, given));
    }
    return List.of();
  }

  /** Whether the text of a record shows such a component. */
  private boolean holds(String type, Predicate<FieldNode> such) {
    return graph.isOwn(type)
        && graph
            .classes()
            .find(type)
            .filter(record -> "java/lang/Record".equals(record.superName))
            .filter(Texts::showsComponents)
            .filter(record -> record.fields.stream().filter(Texts::isOfObject).anyMatch(such))
            .isPresent();
  }

  private static boolean isOfObject(FieldNode field) {
    return (field.access & Opcodes.ACC_STATIC) == 0;
  }

  /** Whether the compiler has written the toString method of a record. */
  private static boolean showsComponents(ClassNode record) {
    return record.methods.stream()
        .filter(method -> (method.name + method.desc).equals(TO_STRING))
        .flatMap(method -> Stream.of(method.instructions.toArray()))
        .anyMatch(
            insn ->
                insn instanceof InvokeDynamicInsnNode dynamic
                    && dynamic.bsm.getOwner().equals("java/lang/runtime/ObjectMethods"));
  }

  private int flags(String type, FieldNode field) {
    return graph.knowledge().at(type + "." + field.name, 0);
  }

  private List<Fact> hash(int index, Val value, String declared) {
    String type = value.type().isEmpty() ? declared : value.type();
    boolean enums = graph.classes().isSubtype(type, "java/lang/Enum");
    boolean chance = type.startsWith("[") || enums || isByIdentity(value, type, HASH_CODE);
    // Arithmetic is no use that is known.
    boolean told = !code.uses(code.at(index)).isEmpty() && words.only(code.at(index));
    String what = "the hash code of a " + type.substring(type.lastIndexOf('/') + 1);
    return chance && !told ? List.of(offence(index, DeterminismRule.RANDOM, what)) : List.of();
  }

  /** Whether nothing but the place in memory tells an object from others of its class. */
  private boolean isByIdentity(Val value, String type, String method) {
    boolean exact =
        value.origins().stream()
            .anyMatch(o -> o instanceof AbstractInsnNode insn && insn.getOpcode() == Opcodes.NEW);
    if (value.origins().stream().anyMatch(origin -> Lambdas.of(origin).isPresent())) {
      return true;
    }
    Optional<ClassNode> found = graph.classes().find(type);
    boolean closed = found.filter(c -> (c.access & Opcodes.ACC_FINAL) != 0).isPresent();
    boolean concrete = found.filter(c -> (c.access & NO_OBJECTS) == 0).isPresent();
    if (!concrete || !inherits(type, method)) {
      return false;
    }
    return graph.isOwn(type)
        ? graph.knowledge().created().stream()
            .filter(other -> graph.classes().isSubtype(other, type))
            .allMatch(other -> inherits(other, method))
        : exact || closed;
  }

  private boolean inherits(String type, String method) {
    int end = method.indexOf('(');
    Optional<Method> found =
        graph.classes().resolve(type, method.substring(0, end), method.substring(end));
    return found.filter(m -> m.owner().name.equals("java/lang/Object")).isPresent();
  }

  private List<Fact> wrong(int index, DeterminismRule rule, String what) {
    return words.only(code.at(index)) ? List.of() : List.of(offence(index, rule, what));
  }

  private Fact offence(int index, DeterminismRule rule, String what) {
    return new Offence(code.line(index), rule, what);
  }
}
