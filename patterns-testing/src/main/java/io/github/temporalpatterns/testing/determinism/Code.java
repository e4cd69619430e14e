// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.Facts.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * The instructions of a method by index, each with what is known of the values before it. Without
 * frames, as for code that cannot be analysed, all is reachable and nothing is known.
 */
final class Code {
  private final MethodNode method;
  private final Frame<Val> @Nullable [] frames;
  private final Map<Object, List<Integer>> uses = new HashMap<>();
  private @Nullable List<Loop> loops;

  /** A range of instructions from where the last jumps back to. */
  record Loop(int start, int end) {
    boolean contains(int index) {
      return start <= index && index <= end;
    }
  }

  Code(MethodNode method, Frame<Val> @Nullable [] frames) {
    this.method = method;
    this.frames = frames;
    reachable(0, size())
        .forEach(
            i ->
                operands(i).stream()
                    .flatMap(operand -> operand.origins().stream())
                    .distinct()
                    .forEach(o -> uses.computeIfAbsent(o, k -> new ArrayList<>()).add(i)));
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
    return frames == null || frames[index] != null;
  }

  /** The reachable instructions of a range, without labels and line numbers. */
  IntStream reachable(int from, int to) {
    return IntStream.range(from, to).filter(i -> isReachable(i) && at(i).getOpcode() >= 0);
  }

  /** The calls of a range. */
  Stream<MethodInsnNode> calls(int from, int to) {
    return reachable(from, to)
        .mapToObj(this::at)
        .filter(MethodInsnNode.class::isInstance)
        .map(MethodInsnNode.class::cast);
  }

  /** The source line of an instruction, or of the next one after a label; 0 if nobody tells. */
  int line(int index) {
    int first = index;
    while (first < size() - 1 && at(first).getOpcode() < 0) {
      first++;
    }
    for (AbstractInsnNode insn = at(first); insn != null; insn = insn.getPrevious()) {
      if (insn instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return Stream.of(method.instructions.toArray())
        .flatMap(insn -> insn instanceof LineNumberNode line ? Stream.of(line.line) : Stream.of())
        .findFirst()
        .orElse(0);
  }

  /** The value so many places below the top of the stack. */
  Val top(int index, int below) {
    Frame<Val> frame = frames == null ? null : frames[index];
    int place = frame == null ? -1 : frame.getStackSize() - 1 - below;
    return frame == null || place < 0 ? Val.UNKNOWN : frame.getStack(place);
  }

  /** How many values are on the stack. */
  int depth(int index) {
    Frame<Val> frame = frames == null ? null : frames[index];
    return frame == null ? 0 : frame.getStackSize();
  }

  /** What a call is given, the receiver first. */
  List<Val> arguments(int index, MethodInsnNode call) {
    int receiver = call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1;
    return values(index, Type.getArgumentTypes(call.desc).length + receiver);
  }

  /** The topmost values of the stack, the lowest first. */
  List<Val> values(int index, int count) {
    List<Val> values = new ArrayList<>();
    for (int below = count - 1; below >= 0; below--) {
      values.add(top(index, below));
    }
    return values;
  }

  /** What an instruction takes from the stack and does more with than to move it. */
  List<Val> operands(int index) {
    AbstractInsnNode insn = at(index);
    if (insn instanceof MethodInsnNode call) {
      return arguments(index, call);
    }
    if (insn instanceof InvokeDynamicInsnNode call) {
      return values(index, Type.getArgumentTypes(call.desc).length);
    }
    int count =
        switch (insn.getOpcode()) {
          case Opcodes.PUTFIELD -> 2;
          case Opcodes.IASTORE,
              Opcodes.LASTORE,
              Opcodes.FASTORE,
              Opcodes.DASTORE,
              Opcodes.AASTORE,
              Opcodes.BASTORE,
              Opcodes.CASTORE,
              Opcodes.SASTORE ->
              3;
          case Opcodes.IF_ICMPEQ,
              Opcodes.IF_ICMPNE,
              Opcodes.IF_ICMPLT,
              Opcodes.IF_ICMPGE,
              Opcodes.IF_ICMPGT,
              Opcodes.IF_ICMPLE,
              Opcodes.IF_ACMPEQ,
              Opcodes.IF_ACMPNE ->
              2;
          case Opcodes.PUTSTATIC,
              Opcodes.ATHROW,
              Opcodes.ARETURN,
              Opcodes.IRETURN,
              Opcodes.INSTANCEOF,
              Opcodes.GETFIELD,
              Opcodes.IFEQ,
              Opcodes.IFNE,
              Opcodes.IFLT,
              Opcodes.IFGE,
              Opcodes.IFGT,
              Opcodes.IFLE,
              Opcodes.IFNULL,
              Opcodes.IFNONNULL,
              Opcodes.TABLESWITCH,
              Opcodes.LOOKUPSWITCH ->
              1;
          default -> 0;
        };
    return values(index, count);
  }

  /** Where a value of this origin is used. */
  List<Integer> uses(Object origin) {
    return uses.getOrDefault(origin, List.of());
  }

  /** Where an instruction may go instead of to the next one. */
  static List<LabelNode> targets(AbstractInsnNode insn) {
    if (insn instanceof JumpInsnNode jump) {
      return List.of(jump.label);
    }
    if (insn instanceof TableSwitchInsnNode table) {
      return Stream.concat(Stream.of(table.dflt), table.labels.stream()).toList();
    }
    return insn instanceof LookupSwitchInsnNode lookup
        ? Stream.concat(Stream.of(lookup.dflt), lookup.labels.stream()).toList()
        : List.of();
  }

  /** Whether a method ends there. */
  static boolean isExit(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    return opcode == Opcodes.ATHROW || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
  }

  /** Whether an instruction tests something and goes on here or there. */
  static boolean isTest(AbstractInsnNode insn) {
    return insn.getOpcode() != Opcodes.GOTO && !targets(insn).isEmpty();
  }

  /** Where it may go on after an instruction; nowhere after continue-as-new. */
  Set<Integer> next(int index) {
    AbstractInsnNode insn = at(index);
    if (insn instanceof MethodInsnNode call && Sdk.endsRun(Call.of(0, call))) {
      return Set.of();
    }
    Set<Integer> next = new LinkedHashSet<>();
    targets(insn).forEach(label -> next.add(index(label)));
    boolean falls =
        !isExit(insn)
            && insn.getOpcode() != Opcodes.GOTO
            && insn.getOpcode() != Opcodes.TABLESWITCH
            && insn.getOpcode() != Opcodes.LOOKUPSWITCH;
    if (falls && index + 1 < size()) {
      next.add(index + 1);
    }
    return next;
  }

  /** The loops, those inside before those around them. */
  List<Loop> loops() {
    List<Loop> known = loops;
    if (known == null) {
      Map<Integer, Integer> ends = new HashMap<>();
      reachable(0, size())
          .forEach(
              i ->
                  targets(at(i)).stream()
                      .map(this::index)
                      .filter(start -> start <= i)
                      .forEach(start -> ends.merge(start, i, Math::max)));
      known =
          ends.entrySet().stream()
              .map(entry -> new Loop(entry.getKey(), entry.getValue()))
              .sorted(
                  Comparator.comparing((Loop loop) -> loop.end() - loop.start())
                      .thenComparing(Loop::start))
              .toList();
      loops = known;
    }
    return known;
  }

  /** The innermost loop around an instruction. */
  Optional<Loop> loopAround(int index) {
    return loops().stream().filter(loop -> loop.contains(index)).findFirst();
  }
}
