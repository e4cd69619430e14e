// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.Facts.Block;
import io.github.temporalpatterns.testing.determinism.Facts.Call;
import io.github.temporalpatterns.testing.determinism.Facts.Fact;
import io.github.temporalpatterns.testing.determinism.Facts.Offence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** The catch and finally blocks and the loops of a method that break a rule. */
final class Blocks {
  private static final Set<String> ERRORS = Set.of("java/lang/Throwable", "java/lang/Error");

  /**
   * Types that a cancellation is caught by; an ActivityFailure may well be handled by more work.
   */
  private static final Set<String> CANCELLATIONS =
      Set.of(
          "java/lang/Exception",
          "java/lang/RuntimeException",
          "io/temporal/failure/TemporalFailure",
          "io/temporal/failure/CanceledFailure");

  /** Gives the calls and lambdas of a range of instructions. */
  interface Range {
    List<Fact> facts(int from, int to);
  }

  private final Code code;
  private final Range range;
  private final List<Fact> found = new ArrayList<>();

  Blocks(Code code, Range range) {
    this.code = code;
    this.range = range;
  }

  List<Fact> facts() {
    code.handlers().stream()
        .filter(handler -> code.isReachable(code.index(handler.handler)))
        .forEach(this::handler);
    IntStream.range(0, code.size()).filter(code::isReachable).forEach(this::loopEndingAt);
    return found;
  }

  private void handler(TryCatchBlockNode handler) {
    int start = code.index(handler.handler);
    if (handler.type == null) {
      Block block = finallyBlock(start);
      if (found.stream().noneMatch(f -> f.line() == block.line() && f instanceof Block)) {
        found.add(block);
      }
    } else if (ERRORS.contains(handler.type)) {
      if (!closesResource(start)) {
        String name = handler.type.substring(handler.type.lastIndexOf('/') + 1);
        found.add(new Offence(line(start), DeterminismRule.CATCHES_ERROR, "catch (" + name + ")"));
      }
    } else if (CANCELLATIONS.contains(handler.type) && isForgotten(handler, start)) {
      found.add(
          new Block(
              line(start),
              DeterminismRule.SWALLOWED_CANCELLATION,
              "catch (" + handler.type.substring(handler.type.lastIndexOf('/') + 1) + ")",
              range.facts(code.index(handler.start), code.index(handler.end)),
              range.facts(start, endOfCatch(start))));
    }
  }

  private Block finallyBlock(int start) {
    int end = start;
    while (end < code.size() && code.at(end).getOpcode() != Opcodes.ATHROW) {
      end++;
    }
    return new Block(
        line(start),
        DeterminismRule.COMMAND_IN_FINALLY,
        "a finally block with commands",
        closesResource(start) ? List.of() : range.facts(start, end),
        List.of());
  }

  /** Whether the compiler made the handler for a try with resources. */
  private boolean closesResource(int start) {
    for (int i = start; i < code.size() && code.at(i).getOpcode() != Opcodes.ATHROW; i++) {
      if (code.at(i) instanceof MethodInsnNode call && call.name.equals("addSuppressed")) {
        return true;
      }
    }
    return false;
  }

  private boolean isForgotten(TryCatchBlockNode handler, int start) {
    boolean used = code.reachable(0, code.size()).anyMatch(i -> looksAt(i, handler));
    boolean rethrows =
        code.reachable(start, endOfCatch(start))
            .anyMatch(i -> code.at(i).getOpcode() == Opcodes.ATHROW);
    boolean asks =
        range.facts(start, endOfCatch(start)).stream()
            .anyMatch(fact -> fact instanceof Call call && Sdk.looksAtCancellation(call));
    return !used && !rethrows && !asks;
  }

  /** Whether an instruction does more with the caught exception than put it into words. */
  private boolean looksAt(int index, TryCatchBlockNode handler) {
    AbstractInsnNode insn = code.at(index);
    return switch (insn.getOpcode()) {
      // Not AASTORE: the arguments of a logger may come in an array.
      case Opcodes.ATHROW, Opcodes.ARETURN, Opcodes.INSTANCEOF, Opcodes.PUTFIELD ->
          code.top(index, 0).origins().contains(handler);
      case Opcodes.INVOKESTATIC,
          Opcodes.INVOKEVIRTUAL,
          Opcodes.INVOKEINTERFACE,
          Opcodes.INVOKESPECIAL -> {
        MethodInsnNode call = (MethodInsnNode) insn;
        yield code.given(index, call, handler) != null && !putsIntoWords(call);
      }
      default -> false;
    };
  }

  private static boolean putsIntoWords(MethodInsnNode call) {
    return Stream.of("org/slf4j/", "java/util/logging/", "org/apache/logging/", "java/io/Print")
            .anyMatch(call.owner::startsWith)
        || Set.of("getMessage", "toString", "printStackTrace", "getClass", "valueOf", "append")
            .contains(call.name);
  }

  /** Where the code of a catch block ends: there where the code before it jumps to. */
  private int endOfCatch(int start) {
    int before = start - 1;
    while (before >= 0 && code.at(before).getOpcode() < 0) {
      before--;
    }
    if (before >= 0
        && code.at(before) instanceof JumpInsnNode jump
        && code.index(jump.label) > start) {
      return code.index(jump.label);
    }
    int end = start;
    while (end < code.size() && !isExit(code.at(end)) && !jumpsBack(end)) {
      end++;
    }
    return Math.min(end + 1, code.size());
  }

  private boolean jumpsBack(int index) {
    return code.at(index) instanceof JumpInsnNode jump && code.index(jump.label) <= index;
  }

  private static boolean isExit(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    return opcode == Opcodes.ATHROW || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
  }

  private void loopEndingAt(int end) {
    if (!jumpsBack(end)) {
      return;
    }
    int start = code.index(((JumpInsnNode) code.at(end)).label);
    code.reachable(start, end)
        .filter(i -> leaksTimer(i, start, end))
        .forEach(
            i ->
                found.add(
                    new Offence(
                        line(i), DeterminismRule.LEAKED_TIMER, "Workflow.await(Duration, ...)")));
    if (code.at(end).getOpcode() == Opcodes.GOTO && !isLeft(start, end)) {
      found.add(
          new Block(
              line(end),
              DeterminismRule.UNBOUNDED_HISTORY,
              "a loop without end",
              range.facts(start, end),
              List.of()));
    }
  }

  /** Whether a timed await leaves its timer and the loop goes on when its condition holds. */
  private boolean leaksTimer(int index, int start, int end) {
    boolean timed =
        range.facts(index, index + 1).stream()
            .anyMatch(fact -> fact instanceof Call call && Sdk.awaitsWithTimeout(call));
    if (!timed) {
      return false;
    }
    AbstractInsnNode next = nextReal(index);
    int whenTrue =
        next instanceof JumpInsnNode jump && next.getOpcode() == Opcodes.IFNE
            ? code.index(jump.label)
            : next instanceof JumpInsnNode && next.getOpcode() == Opcodes.IFEQ
                ? afterTrue(next)
                : start;
    return whenTrue >= start && whenTrue <= end;
  }

  /** Where it goes on after a test that was not false, a jump followed. */
  private int afterTrue(AbstractInsnNode test) {
    int next = code.index(test) + 1;
    while (next < code.size() && code.at(next).getOpcode() < 0) {
      next++;
    }
    if (next == code.size() || isExit(code.at(next))) {
      return code.size();
    }
    return code.at(next) instanceof JumpInsnNode jump && jump.getOpcode() == Opcodes.GOTO
        ? code.index(jump.label)
        : next;
  }

  private @Nullable AbstractInsnNode nextReal(int index) {
    AbstractInsnNode next = code.at(index).getNext();
    while (next != null && next.getOpcode() < 0) {
      next = next.getNext();
    }
    return next;
  }

  /** Whether something in a loop jumps out of it, returns or throws. */
  private boolean isLeft(int start, int end) {
    return code.reachable(start, end)
        .mapToObj(code::at)
        .anyMatch(insn -> isExit(insn) || targets(insn).anyMatch(l -> isOutside(l, start, end)));
  }

  private boolean isOutside(LabelNode label, int start, int end) {
    int target = code.index(label);
    return target < start || target > end;
  }

  private static Stream<LabelNode> targets(AbstractInsnNode insn) {
    if (insn instanceof JumpInsnNode jump) {
      return Stream.of(jump.label);
    }
    if (insn instanceof TableSwitchInsnNode table) {
      return Stream.concat(Stream.of(table.dflt), table.labels.stream());
    }
    return insn instanceof LookupSwitchInsnNode lookup
        ? Stream.concat(Stream.of(lookup.dflt), lookup.labels.stream())
        : Stream.empty();
  }

  private int line(int index) {
    int first = index;
    while (first < code.size() - 1 && code.at(first).getOpcode() < 0) {
      first++;
    }
    return code.line(first);
  }
}
