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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

/** Turns the code of one method into facts, given what is known of its arguments. */
final class MethodScan {
  private static final Pattern EACH = Pattern.compile("forEach\\w*|map\\w*|filter|peek|removeIf");

  private final CallGraph graph;
  private final Knowledge knowledge;
  private final Method method;
  private final String key;
  private final Code code;
  private final HashOrder order;
  private final Texts texts;
  private final List<Fact> facts = new ArrayList<>();

  MethodScan(CallGraph graph, Method method, List<Integer> given) {
    this.graph = graph;
    this.knowledge = graph.knowledge();
    this.method = method;
    this.key = method.key() + given;
    this.code = new Code(method.node(), frames(new Flow(graph, method, given)));
    this.order = new HashOrder(graph, code, method.key(), this::factsBetween);
    this.texts = new Texts(graph, code);
  }

  /** Code that cannot be analysed is read line by line: its calls are found all the same. */
  private Frame<Val> @Nullable [] frames(Flow flow) {
    try {
      return new Analyzer<>(flow).analyze(method.owner().name, method.node());
    } catch (AnalyzerException | RuntimeException e) {
      return null;
    }
  }

  /**
   * The facts; of a static initializer those of one field, or those that belong to no field.
   *
   * @param part name of a field or empty, for a static initializer; null otherwise
   */
  List<Fact> facts(@Nullable String part) {
    if (method.is(Opcodes.ACC_SYNCHRONIZED)) {
      facts.add(new Offence(code.line(0), DeterminismRule.BLOCKING, "a synchronized method"));
    }
    Statements statements = new Statements(method.owner().name, code);
    code.reachable(0, code.size())
        .filter(i -> part == null || statements.belongs(i, part))
        .forEach(this::read);
    if (part == null) {
      facts.addAll(new Handlers(graph, code, this::factsBetween).facts());
      facts.addAll(new Loops(graph, code, this::factsBetween).facts());
    }
    return facts;
  }

  /** The calls of a range of instructions. */
  private List<Fact> factsBetween(int from, int to) {
    return code.reachable(from, to)
        .boxed()
        .flatMap(i -> callAt(i).stream())
        .collect(Collectors.toList());
  }

  private List<Call> callAt(int index) {
    if (!(code.at(index) instanceof MethodInsnNode insn)) {
      return List.of();
    }
    Call call = graph.call(code.line(index), insn, code.arguments(index, insn));
    return Sdk.getsPromise(call) && isCompleted(index) ? List.of() : List.of(call);
  }

  /** Whether somebody asks, before a promise is read, if it is completed. */
  private boolean isCompleted(int index) {
    Val promise = code.top(index, code.operands(index).size() - 1);
    return code.reachable(0, code.size())
        .filter(i -> code.at(i) instanceof MethodInsnNode)
        .filter(i -> Sdk.asksIfCompleted(Call.of(0, (MethodInsnNode) code.at(i))))
        .anyMatch(i -> code.top(i, 0).origins().stream().anyMatch(promise::madeOf));
  }

  private void read(int index) {
    AbstractInsnNode insn = code.at(index);
    int line = code.line(index);
    if (insn instanceof MethodInsnNode call) {
      call(index, call);
    } else if (insn instanceof InvokeDynamicInsnNode dynamic) {
      Lambdas.body(dynamic).ifPresent(body -> lambda(index, dynamic, body));
      facts.addAll(texts.concatenated(index, dynamic));
    } else if (insn instanceof FieldInsnNode access) {
      field(index, access);
    } else if (insn instanceof TypeInsnNode type && insn.getOpcode() == Opcodes.NEW) {
      facts.add(new Created(line, type.desc));
    } else if (insn.getOpcode() == Opcodes.MONITORENTER) {
      facts.add(new Offence(line, DeterminismRule.BLOCKING, "a synchronized block"));
    } else if (insn.getOpcode() == Opcodes.ARETURN) {
      knowledge.learn(key, code.top(index, 0).flags());
      knowledge.learn(method.key(), code.top(index, 0).flags());
    } else if (insn.getOpcode() >= Opcodes.IASTORE && insn.getOpcode() <= Opcodes.SASTORE) {
      Val array = code.operands(index).get(0);
      write(line, "the assignment of an element of an array", array);
      hold(array, code.top(index, 0).flags());
    }
    facts.addAll(order.at(index));
  }

  private void call(int index, MethodInsnNode insn) {
    int line = code.line(index);
    List<Val> arguments = code.arguments(index, insn);
    facts.addAll(callAt(index));
    if (insn.getOpcode() == Opcodes.INVOKESTATIC) {
      facts.add(new Initialized(line, insn.owner, ""));
    }
    facts.addAll(texts.made(index, insn, arguments));
    hold(insn, arguments);
  }

  /** A container that is given a collection in hash order, or a lambda, holds one. */
  private void hold(MethodInsnNode insn, List<Val> arguments) {
    boolean fills = Containers.appends(Facts.signature(insn.owner, insn.name, insn.desc));
    if (fills && !insn.name.endsWith("All")) {
      int given = arguments.stream().skip(1).mapToInt(Val::flags).reduce(0, (a, b) -> a | b);
      hold(arguments.get(0), insn.name.startsWith("comp") ? given & ~Val.ACTS : given);
    }
  }

  private void hold(Val container, int given) {
    int holds =
        ((given & (Val.HASH | Val.HOLDS)) != 0 ? Val.HOLDS : 0)
            | ((given & Val.ACTS) != 0 ? Val.HOLDS_ACTS : 0);
    container.origins().stream()
        .filter(origin -> !(origin instanceof Val.Param))
        .forEach(origin -> knowledge.learn(origin, holds));
  }

  private void write(int line, String what, Val changed) {
    if (changed.isShared()) {
      facts.add(new Write(line, what));
    }
  }

  private void lambda(int index, InvokeDynamicInsnNode insn, Handle body) {
    List<Val> captured = code.operands(index);
    List<MethodInsnNode> users =
        code.uses(insn).stream()
            .filter(use -> code.at(use) instanceof MethodInsnNode)
            .map(use -> (MethodInsnNode) code.at(use))
            .toList();
    boolean escapes = users.size() < code.uses(insn).size();
    List<Integer> given = new ArrayList<>(captured.stream().map(Val::flags).toList());
    int free = Math.max(0, Lambdas.arity(body) - captured.size());
    given.addAll(java.util.Collections.nCopies(free, reached(insn, users)));
    Call call = Call.of(code.line(index), body, given);
    boolean asked =
        Sdk.getsPromise(call)
            && code.reachable(0, code.size()).anyMatch(i -> refersToIsCompleted(code.at(i)));
    if (!asked) {
      Set<String> names =
          escapes
              ? Set.of()
              : users.stream()
                  .map(user -> Facts.signature(user.owner, user.name, user.desc))
                  .collect(Collectors.toSet());
      String type = Type.getReturnType(insn.desc).getInternalName();
      facts.add(new Lambda(call.line(), call, captured.size(), type, names));
      facts.addAll(timers(call, users));
    }
  }

  /** A timer is left for each element, as in a loop. */
  private List<Fact> timers(Call body, List<MethodInsnNode> users) {
    boolean each = users.stream().anyMatch(user -> EACH.matcher(user.name).matches());
    return each && graph.reach(body, Sdk::awaitsWithTimeout)
        ? List.of(new Offence(body.line(), DeterminismRule.LEAKED_TIMER, Timers.WHAT))
        : List.of();
  }

  /** What a lambda's own parameters have in common with what it is given to. */
  private int reached(InvokeDynamicInsnNode lambda, List<MethodInsnNode> users) {
    return users.stream()
        .flatMap(user -> code.arguments(code.index(user), user).stream())
        .filter(argument -> !argument.origins().contains(lambda))
        .filter(argument -> graph.constants().mayHandOn(argument.type()))
        .mapToInt(argument -> Val.taken(argument.flags()))
        .reduce(0, (a, b) -> a | b);
  }

  private static boolean refersToIsCompleted(AbstractInsnNode insn) {
    return insn instanceof InvokeDynamicInsnNode dynamic
        && Lambdas.body(dynamic)
            .map(body -> Call.of(0, body, List.of()))
            .filter(Sdk::asksIfCompleted)
            .isPresent();
  }

  private void field(int index, FieldInsnNode access) {
    int line = code.line(index);
    String name = access.owner.substring(access.owner.lastIndexOf('/') + 1) + "." + access.name;
    boolean writes =
        access.getOpcode() == Opcodes.PUTFIELD || access.getOpcode() == Opcodes.PUTSTATIC;
    if (writes) {
      knowledge.learn(graph.name(access), code.top(index, 0).flags() & Val.KEPT);
    }
    switch (access.getOpcode()) {
      case Opcodes.PUTFIELD -> write(line, "the assignment of " + name, code.top(index, 1));
      case Opcodes.PUTSTATIC -> {
        facts.add(initialized(line, access));
        facts.add(new Write(line, "the assignment of the static " + name));
      }
      case Opcodes.GETSTATIC -> {
        facts.add(initialized(line, access));
        Statics.offence(graph, access)
            .ifPresent(offence -> facts.add(new Offence(line, offence.rule(), offence.what())));
      }
      default -> {
        // Reading an object's own field is what workflows do.
      }
    }
  }

  private Initialized initialized(int line, FieldInsnNode access) {
    String name = graph.name(access);
    return new Initialized(line, name.substring(0, name.lastIndexOf('.')), access.name);
  }
}
