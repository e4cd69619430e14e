// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Whether a value is only for people: in a log, on the console, in the message of a failure. */
final class Words {
  private static final Pattern SAYS =
      Pattern.compile(
          "(org/slf4j/|java/util/logging/|org/apache/(logging|log4j|commons/logging)/"
              + "|org/jboss/logging/|java/io/PrintStream).*");

  /** What the SDK shows in its user interface and does not compare. */
  private static final Pattern SHOWN =
      Pattern.compile("set((Static)?Summary|StaticDetails|CurrentDetails)");

  /** Calls that make text of text. */
  private static final Pattern MAKES_TEXT =
      Pattern.compile(
          "java\\.lang\\.String\\.(valueOf|format|formatted|concat|join|trim|strip|repeat)\\(.*"
              + "|java\\.lang\\.StringBu\\w+\\.(append|toString|insert)\\(.*"
              + "|java\\.util\\.Objects\\.toString\\(.*|.*\\.toString\\(\\)");

  private final CallGraph graph;
  private final Code code;

  Words(CallGraph graph, Code code) {
    this.graph = graph;
    this.code = code;
  }

  /** Whether what an instruction makes, or adds to a text, goes nowhere else. */
  boolean only(AbstractInsnNode insn) {
    if (insn instanceof MethodInsnNode call && builds(call)) {
      return code.operands(code.index(insn)).get(0).origins().stream()
          .allMatch(builder -> only(builder, new HashSet<>()));
    }
    return only(insn, new HashSet<>());
  }

  private static boolean builds(MethodInsnNode call) {
    return call.owner.startsWith("java/lang/StringBu") && !call.name.equals("toString");
  }

  private boolean only(Object origin, Set<Object> seen) {
    return !seen.add(origin) || code.uses(origin).stream().allMatch(use -> isWord(use, seen));
  }

  private boolean isWord(int use, Set<Object> seen) {
    AbstractInsnNode insn = code.at(use);
    if (insn instanceof InvokeDynamicInsnNode dynamic) {
      return Lambdas.concatenates(dynamic) && only(dynamic, seen);
    }
    if (insn.getOpcode() == Opcodes.AASTORE) {
      return code.top(use, 2).origins().stream().allMatch(array -> only(array, seen));
    }
    if (!(insn instanceof MethodInsnNode call)) {
      return false;
    }
    if (says(call)) {
      return true;
    }
    String text = Facts.signature(call.owner, call.name, call.desc);
    if (!MAKES_TEXT.matcher(text).matches()) {
      return false;
    }
    return builds(call)
        ? code.operands(use).get(0).origins().stream().allMatch(builder -> only(builder, seen))
        : only(insn, seen);
  }

  /** Whether a call shows to people what it is given. */
  boolean says(MethodInsnNode call) {
    boolean failure =
        call.name.equals("<init>") && graph.classes().isSubtype(call.owner, "java/lang/Throwable");
    return failure
        || SAYS.matcher(call.owner).matches()
        || (call.owner.startsWith("io/temporal/") && SHOWN.matcher(call.name).matches())
        || call.owner.equals("io/temporal/failure/ApplicationFailure");
  }
}
