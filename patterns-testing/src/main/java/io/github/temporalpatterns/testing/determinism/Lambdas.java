// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.Optional;
import java.util.stream.Stream;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/** What the compiler makes of lambdas, method references and string concatenation. */
final class Lambdas {

  private Lambdas() {}

  /** The method that a lambda or method reference runs; empty for other dynamic calls. */
  static Optional<Handle> body(InvokeDynamicInsnNode insn) {
    return insn.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")
        ? Stream.of(insn.bsmArgs)
            .filter(Handle.class::isInstance)
            .map(Handle.class::cast)
            .filter(handle -> handle.getTag() >= Opcodes.H_INVOKEVIRTUAL)
            .findFirst()
        : Optional.empty();
  }

  /** The method that an origin runs, if it is a lambda. */
  static Optional<Handle> of(Object origin) {
    return origin instanceof InvokeDynamicInsnNode insn ? body(insn) : Optional.empty();
  }

  /** What a lambda returns, by the types with which it is used; empty if it is none. */
  static String result(Object origin) {
    return origin instanceof InvokeDynamicInsnNode insn
            && body(insn).isPresent()
            && insn.bsmArgs[2] instanceof Type type
        ? type.getReturnType().getInternalName()
        : "";
  }

  /** The class whose constructor an origin refers to; empty if it is none. */
  static String constructed(Object origin) {
    return of(origin)
        .filter(handle -> handle.getName().equals("<init>"))
        .map(Handle::getOwner)
        .orElse("");
  }

  static boolean concatenates(InvokeDynamicInsnNode insn) {
    return insn.bsm.getOwner().equals("java/lang/invoke/StringConcatFactory");
  }

  /** How many values the method takes, its receiver included. */
  static int arity(Handle body) {
    boolean receiver =
        body.getTag() != Opcodes.H_INVOKESTATIC && body.getTag() != Opcodes.H_NEWINVOKESPECIAL;
    return Type.getArgumentTypes(body.getDesc()).length + (receiver ? 1 : 0);
  }
}
