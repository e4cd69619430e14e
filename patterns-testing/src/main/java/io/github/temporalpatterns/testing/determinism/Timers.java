// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.ClassFiles.Method;
import io.github.temporalpatterns.testing.determinism.Code.Loop;
import io.github.temporalpatterns.testing.determinism.Facts.Call;
import io.github.temporalpatterns.testing.determinism.Facts.Fact;
import io.github.temporalpatterns.testing.determinism.Facts.Offence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Timed awaits in loops. Each leaves its timer when its condition holds, which matters only if the
 * loop then goes on.
 */
final class Timers {
  static final String WHAT = "Workflow.await(Duration, ...) in a loop";

  private final CallGraph graph;
  private final Code code;

  Timers(CallGraph graph, Code code) {
    this.graph = graph;
    this.code = code;
  }

  /** The awaits whose timers a loop leaves behind. */
  List<Fact> leftBy(Loop loop) {
    return code.reachable(loop.start(), loop.end() + 1)
        .filter(i -> code.loopAround(i).filter(loop::equals).isPresent())
        .filter(i -> code.at(i) instanceof MethodInsnNode call && awaits(call))
        .filter(i -> goesOn(i, loop) && !endsBy(i, loop))
        .mapToObj(i -> (Fact) new Offence(code.line(i), DeterminismRule.LEAKED_TIMER, WHAT))
        .toList();
  }

  private boolean awaits(MethodInsnNode call) {
    return graph.reach(Call.of(0, call), Sdk::awaitsWithTimeout);
  }

  /** Whether the loop can come back to an await whose condition has held. */
  private boolean goesOn(int await, Loop loop) {
    return code.next(await).stream()
        .anyMatch(next -> comesBack(next, await, loop, at -> nextIfHeld(at, code.at(await))));
  }

  private static boolean comesBack(int from, int to, Loop loop, IntFunction<Set<Integer>> step) {
    Set<Integer> seen = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>(Set.of(from));
    while (!open.isEmpty()) {
      int at = open.removeFirst();
      if (at == to) {
        return true;
      }
      if (loop.contains(at) && seen.add(at)) {
        open.addAll(step.apply(at));
      }
    }
    return false;
  }

  /** Where it goes on, given that the await returned true. */
  private Set<Integer> nextIfHeld(int index, AbstractInsnNode await) {
    boolean tested =
        code.at(index) instanceof JumpInsnNode
            && code.operands(index).stream().anyMatch(value -> value.origins().contains(await));
    if (tested && code.at(index).getOpcode() == Opcodes.IFNE) {
      return Set.of(code.index(((JumpInsnNode) code.at(index)).label));
    }
    return tested && code.at(index).getOpcode() == Opcodes.IFEQ
        ? Set.of(index + 1)
        : code.next(index);
  }

  /** Whether the loop ends by what the condition asks: by all of it, not by a part. */
  private boolean endsBy(int await, Loop loop) {
    Set<Object> condition = condition((MethodInsnNode) code.at(await), code.operands(await));
    Set<Object> ends =
        code.reachable(loop.start(), loop.end() + 1)
            .filter(i -> Code.isTest(code.at(i)) && canLeave(i, await, loop))
            .boxed()
            .flatMap(i -> code.operands(i).stream())
            .flatMap(value -> asked(value, new HashSet<>()).stream())
            .collect(Collectors.toSet());
    return !condition.isEmpty() && ends.containsAll(condition);
  }

  /** Whether there is no way back from one side of a test. */
  private boolean canLeave(int test, int await, Loop loop) {
    return code.next(test).stream().anyMatch(next -> !comesBack(next, await, loop, code::next));
  }

  /** What the condition of an await asks: fields, and what its lambda captures. */
  private Set<Object> condition(MethodInsnNode await, List<Val> arguments) {
    Set<Object> asked = new LinkedHashSet<>();
    Call call = Call.of(0, await);
    if (!Sdk.awaitsWithTimeout(call)) {
      return members(call, new HashSet<>());
    }
    for (Object origin : arguments.get(arguments.size() - 1).origins()) {
      if (origin instanceof InvokeDynamicInsnNode lambda) {
        code.operands(code.index(lambda)).stream()
            .flatMap(captured -> captured.origins().stream())
            .filter(captured -> !captured.equals(new Val.Param(0)))
            .forEach(asked::add);
        Lambdas.body(lambda)
            .ifPresent(body -> asked.addAll(members(Call.of(0, body, List.of()), new HashSet<>())));
      }
    }
    return asked;
  }

  /** What a value is, and what it was read from without a change. */
  private Set<Object> asked(Val value, Set<Object> seen) {
    Set<Object> asked = new LinkedHashSet<>(value.origins());
    for (Object origin : value.origins()) {
      boolean looks =
          origin instanceof MethodInsnNode insn
              && graph.looks(Call.of(0, insn))
              && seen.add(origin);
      if (looks && origin instanceof MethodInsnNode insn) {
        asked.addAll(members(Call.of(0, insn), new HashSet<>()));
        code.operands(code.index(insn)).forEach(operand -> asked.addAll(asked(operand, seen)));
      } else if (origin instanceof String) {
        value.parts().stream().filter(String.class::isInstance).forEach(asked::add);
      }
    }
    return asked;
  }

  /** The fields that a call reads. */
  private Set<Object> members(Call call, Set<String> seen) {
    return graph.targets(call).stream()
        .filter(method -> seen.add(method.key()))
        .flatMap(method -> Stream.concat(fields(method), inner(method, seen)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Stream<Object> inner(Method method, Set<String> seen) {
    return graph.calls(method).stream().flatMap(call -> members(call, seen).stream());
  }

  private Stream<Object> fields(Method method) {
    return Stream.of(method.node().instructions.toArray())
        .filter(insn -> insn.getOpcode() == Opcodes.GETFIELD)
        .map(insn -> graph.name((FieldInsnNode) insn));
  }
}
