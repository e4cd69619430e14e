// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.Code.Loop;
import io.github.temporalpatterns.testing.determinism.Facts.Block;
import io.github.temporalpatterns.testing.determinism.Facts.Call;
import io.github.temporalpatterns.testing.determinism.Facts.Fact;
import io.github.temporalpatterns.testing.determinism.Facts.Offence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** The loops of a method that break a rule, and what it does only when it is not replayed. */
final class Loops {
  private final CallGraph graph;
  private final Code code;
  private final Facts.Range range;
  private final Timers timers;

  Loops(CallGraph graph, Code code, Facts.Range range) {
    this.graph = graph;
    this.code = code;
    this.range = range;
    this.timers = new Timers(graph, code);
  }

  List<Fact> facts() {
    List<Fact> found = new ArrayList<>();
    for (Loop loop : code.loops()) {
      found.addAll(timers.leftBy(loop));
      if (isEndless(loop)) {
        found.add(
            new Block(
                code.line(loop.end()),
                DeterminismRule.UNBOUNDED_HISTORY,
                "a loop without end",
                range.facts(loop.start(), loop.end()),
                List.of()));
      }
      if (spins(loop)) {
        int line = code.line(loop.start());
        found.add(new Offence(line, DeterminismRule.BLOCKING, "a loop that only waits"));
      }
    }
    code.reachable(0, code.size()).forEach(i -> found.addAll(unlessReplaying(i)));
    return found;
  }

  /** Whether nothing in a loop jumps out of it, returns, or throws but what it caught. */
  private boolean isEndless(Loop loop) {
    return code.reachable(loop.start(), loop.end() + 1)
        .noneMatch(i -> leaves(i, loop) || (Code.isExit(code.at(i)) && !throwsCaught(i)));
  }

  private boolean leaves(int index, Loop loop) {
    return code.next(index).stream().anyMatch(next -> !loop.contains(next));
  }

  private boolean throwsCaught(int index) {
    Set<Object> origins = code.top(index, 0).origins();
    return code.at(index).getOpcode() == Opcodes.ATHROW
        && !origins.isEmpty()
        && origins.stream().allMatch(TryCatchBlockNode.class::isInstance);
  }

  /** Whether a loop changes nothing and asks again and again. */
  private boolean spins(Loop loop) {
    return code.reachable(loop.start(), loop.end() + 1)
        .mapToObj(code::at)
        .allMatch(insn -> !changes(insn) && !Code.isExit(insn));
  }

  private boolean changes(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    boolean stores = opcode >= Opcodes.ISTORE && opcode <= Opcodes.SASTORE;
    if (insn instanceof MethodInsnNode call) {
      return !graph.looks(Call.of(0, call));
    }
    return stores
        || opcode == Opcodes.IINC
        || opcode == Opcodes.PUTFIELD
        || opcode == Opcodes.PUTSTATIC
        || opcode == Opcodes.NEW
        || opcode == Opcodes.INVOKEDYNAMIC;
  }

  /** What a test guards that asks whether the workflow is replayed. */
  private List<Fact> unlessReplaying(int index) {
    boolean asks =
        code.at(index) instanceof JumpInsnNode
            && code.operands(index).stream()
                .flatMap(value -> value.parts().stream())
                .anyMatch(this::asksReplaying);
    if (!asks) {
      return List.of();
    }
    int target = code.index(((JumpInsnNode) code.at(index)).label);
    boolean leaves =
        target > index && code.reachable(index, target).anyMatch(i -> Code.isExit(code.at(i)));
    List<Fact> guarded = range.facts(index + 1, leaves ? code.size() : Math.max(index, target));
    return List.of(
        new Block(
            code.line(index),
            DeterminismRule.REPLAYING,
            "a command that depends on it",
            guarded,
            List.of()));
  }

  private boolean asksReplaying(Object origin) {
    return origin instanceof MethodInsnNode call
        && call.desc.endsWith(")Z")
        && graph.reach(Call.of(0, call), Sdk::asksReplaying);
  }
}
