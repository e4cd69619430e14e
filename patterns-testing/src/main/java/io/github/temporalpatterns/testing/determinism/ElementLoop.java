// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.Code.Loop;
import io.github.temporalpatterns.testing.determinism.Facts.Block;
import io.github.temporalpatterns.testing.determinism.Facts.Call;
import io.github.temporalpatterns.testing.determinism.Facts.Fact;
import io.github.temporalpatterns.testing.determinism.Facts.Offence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A loop over elements in hash order, and whether it does something that depends on the order. */
final class ElementLoop {
  private static final Set<String> COMPARES =
      Set.of("compareTo", "compare", "isAfter", "isBefore", "equals", "equalsIgnoreCase");

  private final CallGraph graph;
  private final HashOrder order;
  private final Code code;
  private final Words words;
  private final Facts.Range range;

  ElementLoop(CallGraph graph, HashOrder order, Code code, Words words, Facts.Range range) {
    this.graph = graph;
    this.order = order;
    this.code = code;
    this.words = words;
    this.range = range;
  }

  /** What is wrong with taking an element there. */
  List<Fact> element(int index, String by) {
    Optional<Loop> loop = code.loopAround(index);
    if (loop.isEmpty()) {
      return words.only(code.at(index)) ? List.of() : List.of(wrong(index, "the first by " + by));
    }
    List<Fact> facts = new ArrayList<>();
    List<Fact> calls = range.facts(loop.get().start(), loop.get().end() + 1);
    String what = "a loop by " + by;
    facts.add(new Block(code.line(index), DeterminismRule.HASH_ORDER, what, calls, List.of()));
    code.reachable(loop.get().start(), loop.get().end() + 1)
        .forEach(i -> facts.addAll(inLoop(i, loop.get(), code.at(index))));
    return facts;
  }

  private List<Fact> inLoop(int index, Loop loop, AbstractInsnNode element) {
    AbstractInsnNode insn = code.at(index);
    if (insn instanceof MethodInsnNode call) {
      return call(index, call, loop);
    }
    if (insn instanceof InvokeDynamicInsnNode dynamic) {
      boolean grows =
          Lambdas.concatenates(dynamic)
              && code.operands(index).stream().anyMatch(value -> value.madeOf(dynamic));
      return grows && !words.only(dynamic)
          ? List.of(wrong(index, "a text that grows in a loop"))
          : List.of();
    }
    boolean keeps = keepsOne(index, insn, loop, element) && !compares(loop);
    return keeps ? List.of(wrong(index, "an element, chosen or kept last in a loop,")) : List.of();
  }

  private List<Fact> call(int index, MethodInsnNode insn, Loop loop) {
    List<Val> arguments = code.arguments(index, insn);
    Call call = graph.call(code.line(index), insn, arguments);
    if (order.wakes(call)) {
      return List.of(wrong(index, call.text()));
    }
    Set<Object> appended = order.appended(call, arguments);
    boolean fresh =
        appended.stream()
            .allMatch(o -> o instanceof AbstractInsnNode made && loop.contains(code.index(made)));
    if (!fresh) {
      order.spill(appended);
    }
    return List.of();
  }

  /** Whether an instruction lets one element, or what was made of it, out of the loop. */
  private boolean keepsOne(int index, AbstractInsnNode insn, Loop loop, AbstractInsnNode element) {
    Val value = code.top(index, 0);
    return switch (insn.getOpcode()) {
      case Opcodes.ARETURN -> value.madeOf(element);
      case Opcodes.PUTFIELD ->
          value.madeOf(element)
              && !code.top(index, 1).madeOf(element)
              && isReplaced(value)
              && !value.madeOf(((FieldInsnNode) insn).owner + "." + ((FieldInsnNode) insn).name);
      case Opcodes.ASTORE ->
          value.madeOf(element) && isReplaced(value) && isReadAfter(loop, ((VarInsnNode) insn).var);
      default -> false;
    };
  }

  /** Whether a value is not made from what it was before, as a sum is. */
  private boolean isReplaced(Val value) {
    boolean number = value.type().length() == 1;
    return !number
        && value.origins().stream()
            .filter(AbstractInsnNode.class::isInstance)
            .map(AbstractInsnNode.class::cast)
            .noneMatch(
                made -> code.operands(code.index(made)).stream().anyMatch(o -> o.madeOf(made)));
  }

  /** Whether a variable is read after the loop; its place may be another variable's there. */
  private boolean isReadAfter(Loop loop, int variable) {
    return code.reachable(loop.end() + 1, code.size())
        .mapToObj(code::at)
        .filter(insn -> insn instanceof VarInsnNode access && access.var == variable)
        .findFirst()
        .filter(insn -> insn.getOpcode() == Opcodes.ALOAD)
        .isPresent();
  }

  /** Whether something is compared, so that the order does not choose. */
  private boolean compares(Loop loop) {
    return code.calls(loop.start(), loop.end() + 1).anyMatch(call -> COMPARES.contains(call.name));
  }

  private Fact wrong(int index, String what) {
    return new Offence(code.line(index), DeterminismRule.HASH_ORDER, what);
  }
}
