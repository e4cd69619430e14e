// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.ClassFiles.Method;
import io.github.temporalpatterns.testing.determinism.Facts.Call;
import io.github.temporalpatterns.testing.determinism.Facts.Created;
import io.github.temporalpatterns.testing.determinism.Facts.Fact;
import io.github.temporalpatterns.testing.determinism.Facts.Initialized;
import io.github.temporalpatterns.testing.determinism.Facts.Lambda;
import io.github.temporalpatterns.testing.determinism.Facts.Offence;
import io.github.temporalpatterns.testing.determinism.Facts.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;

/** Turns the code of one method into facts. */
final class MethodScan {
  private static final Set<String> CHANGES =
      Set.of(
          "add",
          "addAll",
          "addFirst",
          "addLast",
          "put",
          "putAll",
          "putIfAbsent",
          "putFirst",
          "remove",
          "removeAll",
          "removeIf",
          "removeFirst",
          "removeLast",
          "retainAll",
          "clear",
          "set",
          "push",
          "pop",
          "poll",
          "pollFirst",
          "pollLast",
          "offer",
          "offerFirst",
          "offerLast",
          "compute",
          "computeIfAbsent",
          "computeIfPresent",
          "merge",
          "replaceAll",
          "sort",
          "incrementAndGet",
          "getAndIncrement",
          "decrementAndGet",
          "getAndDecrement",
          "addAndGet",
          "getAndAdd",
          "getAndSet",
          "compareAndSet",
          "updateAndGet",
          "append");

  private static final Set<String> CHANGES_OF_SDK =
      Set.of("complete", "completeExceptionally", "put", "offer", "take", "poll", "cancel");

  private final Method method;
  private final Flow flow;
  private final HashOrder hashed;
  private final Code code;
  private final List<Fact> facts = new ArrayList<>();

  private MethodScan(Method method, Flow flow, HashOrder hashed, Code code) {
    this.method = method;
    this.flow = flow;
    this.hashed = hashed;
    this.code = code;
  }

  static List<Fact> scan(Method method, Flow flow, HashOrder hashed) {
    Frame<Val>[] frames;
    try {
      frames = new Analyzer<>(flow).analyze(method.owner().name, method.node());
    } catch (AnalyzerException e) {
      throw new IllegalArgumentException("cannot analyze " + method.key(), e);
    }
    MethodScan scan = new MethodScan(method, flow, hashed, new Code(method.node(), frames));
    return scan.facts();
  }

  private List<Fact> facts() {
    if (method.is(Opcodes.ACC_SYNCHRONIZED)) {
      facts.add(new Offence(code.line(0), DeterminismRule.BLOCKING, "a synchronized method"));
    }
    code.reachable(0, code.size()).forEach(this::read);
    List<Fact> found = new ArrayList<>(facts);
    found.addAll(new Blocks(code, this::factsBetween).facts());
    return found;
  }

  /** The calls and lambdas of a range of instructions. */
  private List<Fact> factsBetween(int from, int to) {
    MethodScan part = new MethodScan(method, flow, hashed, code);
    code.reachable(from, to).forEach(part::read);
    return part.facts.stream().filter(f -> f instanceof Call || f instanceof Lambda).toList();
  }

  private void read(int index) {
    AbstractInsnNode insn = code.at(index);
    if (insn instanceof MethodInsnNode call) {
      call(index, call);
    } else if (insn instanceof InvokeDynamicInsnNode lambda) {
      lambda(index, lambda);
    } else if (insn instanceof FieldInsnNode access) {
      field(index, access);
    } else if (insn instanceof TypeInsnNode type && insn.getOpcode() == Opcodes.NEW) {
      facts.add(new Created(code.line(index), type.desc));
    } else if (insn.getOpcode() == Opcodes.MONITORENTER) {
      facts.add(new Offence(code.line(index), DeterminismRule.BLOCKING, "a synchronized block"));
    } else if (insn.getOpcode() == Opcodes.ARETURN && code.top(index, 0).has(Val.HASH)) {
      hashed.add(method.key());
    }
  }

  private void call(int index, MethodInsnNode call) {
    List<Val> arguments = code.arguments(index, call);
    boolean instance = call.getOpcode() != Opcodes.INVOKESTATIC;
    Val receiver = instance ? arguments.get(0) : Val.PLAIN;
    boolean virtual =
        call.getOpcode() == Opcodes.INVOKEVIRTUAL || call.getOpcode() == Opcodes.INVOKEINTERFACE;
    int line = code.line(index);
    Call fact = new Call(line, call.owner, call.name, call.desc, virtual, receiver.holder());
    facts.add(fact);
    if (!instance) {
      facts.add(new Initialized(line, call.owner));
    }
    if (isChange(call)) {
      facts.add(new Write(line, fact.text() + " on a field", receiver.holder()));
    }
    if (!code.sorts()) {
      HashOrder.shows(call, arguments)
          .ifPresent(what -> facts.add(new Offence(line, DeterminismRule.HASH_ORDER, what)));
    }
  }

  private static boolean isChange(MethodInsnNode call) {
    return call.owner.startsWith("java/")
        ? CHANGES.contains(call.name)
        : call.owner.startsWith("io/temporal/workflow/") && CHANGES_OF_SDK.contains(call.name);
  }

  private void lambda(int index, InvokeDynamicInsnNode lambda) {
    Type made = Type.getReturnType(lambda.desc);
    Stream.of(lambda.bsmArgs)
        .filter(Handle.class::isInstance)
        .map(Handle.class::cast)
        .filter(body -> body.getTag() >= Opcodes.H_INVOKEVIRTUAL)
        .forEach(
            body ->
                facts.add(
                    new Lambda(
                        code.line(index), body, made.getInternalName(), isSideEffect(lambda))));
  }

  /** Whether a lambda goes nowhere but into a side effect. */
  private boolean isSideEffect(InvokeDynamicInsnNode lambda) {
    List<MethodInsnNode> users =
        IntStream.range(0, code.size())
            .filter(code::isReachable)
            .mapToObj(
                i -> code.at(i) instanceof MethodInsnNode call ? code.given(i, call, lambda) : null)
            .filter(java.util.Objects::nonNull)
            .toList();
    return !users.isEmpty()
        && users.stream().allMatch(call -> Sdk.recordsSideEffect(call.owner, call.name));
  }

  private void field(int index, FieldInsnNode access) {
    int line = code.line(index);
    String name = access.owner.substring(access.owner.lastIndexOf('/') + 1) + "." + access.name;
    boolean write =
        access.getOpcode() == Opcodes.PUTFIELD || access.getOpcode() == Opcodes.PUTSTATIC;
    if (write && code.top(index, 0).has(Val.HASH)) {
      hashed.add(flow.name(access));
    }
    switch (access.getOpcode()) {
      case Opcodes.PUTFIELD -> {
        boolean constructing =
            method.node().name.equals("<init>") && code.top(index, 1).holder() == Facts.Holder.THIS;
        if (!constructing) {
          facts.add(new Write(line, "the assignment of " + name, code.top(index, 1).holder()));
        }
      }
      case Opcodes.PUTSTATIC -> {
        facts.add(new Initialized(line, access.owner));
        facts.add(new Write(line, "the assignment of the static " + name, Facts.Holder.STATIC));
      }
      case Opcodes.GETSTATIC -> facts.add(new Initialized(line, access.owner));
      default -> {
        // Reading an object's own field is what workflows do.
      }
    }
  }
}
