// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.ClassFiles.Method;
import io.github.temporalpatterns.testing.determinism.Facts.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The calls that stand in a method, whatever they are given. */
final class Calls {
  /** Names of methods that change nothing. */
  static final Pattern LOOKS =
      Pattern.compile(
          "(is|get|has|size|contains|equals|length|peek|compareTo|onSpinWait|yield|\\w+Value).*");

  private Calls() {}

  /** The calls of a method and of what its lambdas run. */
  static List<Call> of(Method method) {
    List<Call> calls = new ArrayList<>();
    for (AbstractInsnNode insn : method.node().instructions) {
      if (insn instanceof MethodInsnNode call) {
        calls.add(Call.of(0, call));
      } else if (insn instanceof InvokeDynamicInsnNode dynamic) {
        Lambdas.body(dynamic).ifPresent(body -> calls.add(Call.of(0, body, List.of())));
      }
    }
    boolean asksFirst = calls.stream().anyMatch(Sdk::asksIfCompleted);
    return calls.stream().filter(call -> !asksFirst || !Sdk.getsPromise(call)).toList();
  }

  /** Whether no instruction of a method changes a field or an array. */
  static boolean writesNothing(Method method) {
    return Stream.of(method.node().instructions.toArray())
        .mapToInt(AbstractInsnNode::getOpcode)
        .noneMatch(
            opcode ->
                opcode == Opcodes.PUTFIELD
                    || opcode == Opcodes.PUTSTATIC
                    || (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE));
  }
}
