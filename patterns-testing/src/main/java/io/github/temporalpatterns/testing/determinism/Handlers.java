// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.Facts.Block;
import io.github.temporalpatterns.testing.determinism.Facts.Call;
import io.github.temporalpatterns.testing.determinism.Facts.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The catch and finally blocks of a method that break a rule. */
final class Handlers {
  private static final Set<String> ERRORS = Set.of("java/lang/Throwable", "java/lang/Error");

  private static final String CANCELED = "io/temporal/failure/CanceledFailure";

  /**
   * Types that a cancellation is caught by; an ActivityFailure may well be handled by more work.
   */
  private static final Set<String> CANCELLATIONS =
      Set.of(
          "java/lang/Exception",
          "java/lang/RuntimeException",
          "io/temporal/failure/TemporalFailure",
          CANCELED);

  private final Code code;
  private final Words words;
  private final Facts.Range range;
  private final List<Fact> found = new ArrayList<>();

  Handlers(CallGraph graph, Code code, Facts.Range range) {
    this.code = code;
    this.words = new Words(graph, code);
    this.range = range;
  }

  List<Fact> facts() {
    code.handlers().stream()
        .filter(handler -> code.isReachable(code.index(handler.handler)))
        .forEach(this::handler);
    return found;
  }

  private void handler(TryCatchBlockNode handler) {
    int start = code.index(handler.handler);
    int end = endOfCatch(start);
    if (handler.type == null) {
      atLast(handler, start);
    } else if (ERRORS.contains(handler.type)) {
      error(handler, start, end);
    } else if (CANCELLATIONS.contains(handler.type) && isForgotten(handler, start, end)) {
      List<Fact> handling = range.facts(start, end);
      add(handler, DeterminismRule.SWALLOWED_CANCELLATION, guarded(handler), handling);
    }
  }

  private List<Fact> guarded(TryCatchBlockNode handler) {
    return range.facts(code.index(handler.start), code.index(handler.end));
  }

  private void add(
      TryCatchBlockNode handler, DeterminismRule rule, List<Fact> acting, List<Fact> notActing) {
    String type = handler.type.substring(handler.type.lastIndexOf('/') + 1);
    int line = code.line(code.index(handler.handler));
    found.add(new Block(line, rule, "catch (" + type + ")", acting, notActing));
  }

  /** A caught error, or what the compiler catches to close a resource. */
  private void error(TryCatchBlockNode handler, int start, int end) {
    if (closesResource(start)) {
      block("close() of a resource, with commands,", start, afterRethrow(handler, start));
    } else if (rethrows(handler, start, end)) {
      List<Fact> more = range.facts(start, end);
      add(handler, DeterminismRule.CATCHES_ERROR, more, List.of());
    } else {
      add(handler, DeterminismRule.CATCHES_ERROR, guarded(handler), List.of());
    }
  }

  private void atLast(TryCatchBlockNode handler, int start) {
    int end = afterRethrow(handler, start);
    block("a finally block with commands", start, end);
    if (!rethrows(handler, start, end)) {
      int line = code.line(start);
      found.add(
          new Block(
              line,
              DeterminismRule.CATCHES_ERROR,
              "a finally block that returns or goes on",
              guarded(handler),
              List.of()));
    }
  }

  /** The compiler writes a finally block once for each way out: one report is enough. */
  private void block(String what, int start, int end) {
    int line = code.line(start);
    boolean known =
        found.stream()
            .anyMatch(f -> f instanceof Block block && block.line() == line && isAtLast(block));
    if (!known) {
      List<Fact> facts = range.facts(start, end);
      found.add(new Block(line, DeterminismRule.COMMAND_IN_FINALLY, what, facts, List.of()));
    }
  }

  private static boolean isAtLast(Block block) {
    return block.rule() == DeterminismRule.COMMAND_IN_FINALLY;
  }

  /** Where a handler throws again what it caught, or the end of the method. */
  private int afterRethrow(TryCatchBlockNode handler, int start) {
    int end = start;
    while (end < code.size() && !throwsAgain(end, handler)) {
      end++;
    }
    return end == code.size() ? endOfCatch(start) : end;
  }

  private boolean throwsAgain(int index, TryCatchBlockNode handler) {
    return code.at(index).getOpcode() == Opcodes.ATHROW
        && code.top(index, 0).origins().contains(handler);
  }

  /** Whether a handler does nothing but to throw again what it caught, in the end. */
  private boolean rethrows(TryCatchBlockNode handler, int start, int end) {
    return code.reachable(start, Math.min(end + 1, code.size()))
            .anyMatch(i -> throwsAgain(i, handler))
        && code.reachable(start, end)
            .noneMatch(i -> goesElsewhere(i, start, end) && !throwsAgain(i, handler));
  }

  private boolean goesElsewhere(int index, int start, int end) {
    return Code.isExit(code.at(index))
        || Code.targets(code.at(index)).stream()
            .map(code::index)
            .anyMatch(target -> target < start || target > end);
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

  private boolean isForgotten(TryCatchBlockNode handler, int start, int end) {
    boolean used = code.uses(handler).stream().anyMatch(use -> looksAt(use, handler));
    boolean rethrows =
        code.reachable(start, end).anyMatch(i -> code.at(i).getOpcode() == Opcodes.ATHROW);
    boolean asks =
        range.facts(start, end).stream()
            .anyMatch(fact -> fact instanceof Call call && Sdk.looksAtCancellation(call));
    boolean answers = handler.type.equals(CANCELED) && answers(start, end);
    return !used && !rethrows && !asks && !answers && !isItsOwn(handler);
  }

  /** Whether an instruction does more with the caught exception than put it into words. */
  private boolean looksAt(int use, TryCatchBlockNode handler) {
    AbstractInsnNode insn = code.at(use);
    return switch (insn.getOpcode()) {
      case Opcodes.ATHROW, Opcodes.ARETURN, Opcodes.INSTANCEOF -> true;
      // Not AASTORE: the arguments of a logger may come in an array.
      case Opcodes.PUTFIELD -> code.top(use, 0).origins().contains(handler);
      default -> insn instanceof MethodInsnNode call && !putsIntoWords(call);
    };
  }

  private boolean putsIntoWords(MethodInsnNode call) {
    return (words.says(call) && !call.name.equals("<init>") && !isFailure(call))
        || Set.of("getMessage", "toString", "printStackTrace", "getClass", "valueOf", "append")
            .contains(call.name);
  }

  private static boolean isFailure(MethodInsnNode call) {
    return call.owner.startsWith("io/temporal/");
  }

  /** Whether a catch block for cancellations does something about it. */
  private boolean answers(int start, int end) {
    return code.reachable(start, end)
        .anyMatch(
            i -> {
              AbstractInsnNode insn = code.at(i);
              boolean caught = code.top(i, 0).origins().stream().anyMatch(this::isHandler);
              return Code.isExit(insn)
                  || insn.getOpcode() == Opcodes.PUTFIELD
                  || insn.getOpcode() == Opcodes.IINC
                  || (isStore(insn) && !caught);
            });
  }

  private boolean isHandler(Object origin) {
    return origin instanceof TryCatchBlockNode;
  }

  private static boolean isStore(AbstractInsnNode insn) {
    return insn instanceof VarInsnNode
        && insn.getOpcode() >= Opcodes.ISTORE
        && insn.getOpcode() <= Opcodes.ASTORE;
  }

  /** Whether the code has cancelled the scope itself before. */
  private boolean isItsOwn(TryCatchBlockNode handler) {
    return code.calls(0, code.index(handler.end))
        .anyMatch(call -> Sdk.cancelsScope(Call.of(0, call)));
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
    while (end < code.size() && !Code.isExit(code.at(end)) && !jumpsBack(end)) {
      end++;
    }
    return Math.min(end + 1, code.size());
  }

  private boolean jumpsBack(int index) {
    return Stream.of(code.at(index))
        .flatMap(insn -> Code.targets(insn).stream())
        .anyMatch(label -> code.index(label) <= index);
  }
}
