// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.Frame;

/** The instructions of a method by index, each with what is known of the values before it. */
final class Code {
  private final MethodNode method;
  private final Frame<Val>[] frames;

  Code(MethodNode method, Frame<Val>[] frames) {
    this.method = method;
    this.frames = frames;
  }

  int size() {
    return method.instructions.size();
  }

  AbstractInsnNode at(int index) {
    return method.instructions.get(index);
  }

  int index(AbstractInsnNode insn) {
    return method.instructions.indexOf(insn);
  }

  List<TryCatchBlockNode> handlers() {
    return method.tryCatchBlocks;
  }

  boolean isReachable(int index) {
    return frames[index] != null;
  }

  /** The reachable instructions of a range, without labels and line numbers. */
  IntStream reachable(int from, int to) {
    return IntStream.range(from, to).filter(i -> isReachable(i) && at(i).getOpcode() >= 0);
  }

  /** The source line of an instruction; 0 if the class file does not tell. */
  int line(int index) {
    for (AbstractInsnNode insn = at(index); insn != null; insn = insn.getPrevious()) {
      if (insn instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return firstLine();
  }

  private int firstLine() {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return 0;
  }

  /** The value so many places below the top of the stack. */
  Val top(int index, int below) {
    Frame<Val> frame = frames[index];
    return frame.getStack(frame.getStackSize() - 1 - below);
  }

  /** What a call is given, the receiver first. */
  List<Val> arguments(int index, MethodInsnNode call) {
    int receiver = call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1;
    return values(index, Type.getArgumentCount(call.desc) + receiver);
  }

  /** The topmost values of the stack, the lowest first. */
  List<Val> values(int index, int count) {
    List<Val> values = new ArrayList<>();
    for (int below = count - 1; below >= 0; below--) {
      values.add(top(index, below));
    }
    return values;
  }

  /** The call, if one of its arguments comes from there. */
  @Nullable MethodInsnNode given(int index, MethodInsnNode call, Object origin) {
    return arguments(index, call).stream().anyMatch(a -> a.origins().contains(origin))
        ? call
        : null;
  }

  /** Whether something is sorted here, so that the order of a copy may be none of its origin. */
  boolean sorts() {
    return reachable(0, size())
        .anyMatch(i -> at(i) instanceof MethodInsnNode call && call.name.equals("sort"));
  }
}
