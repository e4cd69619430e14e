// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.Facts.Offence;
import java.util.Optional;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** Reading static fields that are not the same everywhere and always. */
final class Statics {

  private Statics() {}

  /** What is wrong with reading a static field; the line is not filled in. */
  static Optional<Offence> offence(CallGraph graph, FieldInsnNode access) {
    String name = graph.name(access);
    String text = name.replace('/', '.');
    Optional<DeterminismRule> rule =
        Stream.of(DeterminismRule.values()).filter(r -> r.names(text)).findFirst();
    if (rule.isPresent()) {
      return rule.map(broken -> new Offence(0, broken, text));
    }
    String owner = name.substring(0, name.lastIndexOf('.'));
    if (!graph.isOwn(owner)) {
      return Optional.empty();
    }
    return graph
        .classes()
        .find(owner)
        .filter(type -> isVariable(type, access.name))
        .flatMap(type -> writer(type, access.name))
        .map(
            writer ->
                new Offence(
                    0,
                    DeterminismRule.SHARED_STATE,
                    "the static " + text + ", which " + writer + " changes,"));
  }

  private static boolean isVariable(ClassNode type, String field) {
    return type.fields.stream()
        .filter(declared -> declared.name.equals(field))
        .anyMatch(Statics::isVariable);
  }

  private static boolean isVariable(FieldNode field) {
    return (field.access & Opcodes.ACC_FINAL) == 0;
  }

  private static Optional<String> writer(ClassNode type, String field) {
    return type.methods.stream()
        .filter(method -> !method.name.equals("<clinit>"))
        .filter(method -> writes(method, type.name, field))
        .map(method -> method.name)
        .findFirst();
  }

  private static boolean writes(MethodNode method, String owner, String field) {
    return Stream.of(method.instructions.toArray())
        .anyMatch(
            insn ->
                insn.getOpcode() == Opcodes.PUTSTATIC
                    && insn instanceof FieldInsnNode access
                    && access.owner.equals(owner)
                    && access.name.equals(field));
  }
}
