// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.Facts.Call;
import io.github.temporalpatterns.testing.determinism.Facts.Fact;
import io.github.temporalpatterns.testing.determinism.Facts.Offence;
import io.github.temporalpatterns.testing.determinism.Knowledge.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Where the order of hash codes decides what is done. To look at all elements does no harm, to take
 * one does, and so do commands for each; a list that is filled in this order has it from then on.
 */
final class HashOrder {
  private static final Pattern TAKES_ONE =
      Pattern.compile("java\\.util\\.stream\\.\\w*Stream\\.(findFirst|findAny|limit|skip)\\(.*");

  private static final Pattern REDUCES =
      Pattern.compile("java\\.util\\.stream\\.Stream\\.reduce\\(.*");

  private static final Set<String> SEQUENCES =
      Set.of(
          "java/lang/String",
          "java/lang/CharSequence",
          "java/lang/StringBuilder",
          "java/util/List",
          "java/util/Deque");

  private final CallGraph graph;
  private final Knowledge knowledge;
  private final Code code;
  private final String method;
  private final Words words;
  private final ElementLoop loops;

  HashOrder(CallGraph graph, Code code, String method, Facts.Range range) {
    this.graph = graph;
    this.knowledge = graph.knowledge();
    this.code = code;
    this.method = method;
    this.words = new Words(graph, code);
    this.loops = new ElementLoop(graph, this, code, words, range);
  }

  /** What is wrong with an instruction. */
  List<Fact> at(int index) {
    AbstractInsnNode insn = code.at(index);
    if (insn instanceof MethodInsnNode call) {
      List<Val> arguments = code.arguments(index, call);
      Call known = graph.call(code.line(index), call, arguments);
      learn(known, arguments);
      return graph.isOwn(known.owner())
          ? given(index, known, arguments)
          : looksAt(index, known, arguments);
    }
    boolean takes = insn.getOpcode() == Opcodes.AALOAD && code.top(index, 1).has(Val.SPILT);
    return takes ? loops.element(index, "an array") : List.of();
  }

  private void learn(Call call, List<Val> arguments) {
    if (arguments.isEmpty()) {
      return;
    }
    Val first = arguments.get(0);
    String text = call.text();
    if (graph.isOwn(call.owner())) {
      for (Effect effect : Effect.values()) {
        knowledge.learn(method, effect, affected(call, arguments, effect));
      }
    } else if (Containers.sorts(text)) {
      knowledge.learn(method, Effect.SORTS, first.origins());
    } else if (Containers.appends(text)) {
      knowledge.learn(method, Effect.APPENDS, first.origins());
    }
    boolean copies = call.name().equals("<init>") && !Containers.keepsOrder(call.owner());
    boolean spills =
        Containers.fills(text)
            && !copies
            && arguments.stream().skip(1).anyMatch(a -> a.has(Val.HASH));
    if (spills) {
      spill(first);
    }
  }

  /** Notes that something is filled in hash order, unless it has an order of its own, or none. */
  void spill(Val filled) {
    if (!ordersItself(filled)) {
      knowledge.learn(method, Effect.SPILLS, filled.origins());
    }
  }

  /** The origins of what a call does something to. */
  private Set<Object> affected(Call call, List<Val> arguments, Effect effect) {
    return graph.affected(call, effect).stream()
        .flatMap(
            target ->
                target instanceof Val.Param parameter
                    ? origins(arguments, parameter.index(), effect)
                    : Stream.of(target))
        .collect(Collectors.toSet());
  }

  private static Stream<Object> origins(List<Val> arguments, int index, Effect effect) {
    boolean ordersItself =
        index >= arguments.size() || (effect != Effect.SORTS && ordersItself(arguments.get(index)));
    return ordersItself ? Stream.of() : arguments.get(index).origins().stream();
  }

  private static boolean ordersItself(Val filled) {
    return filled.has(Val.SORTED) || (filled.has(Val.HASH) && !filled.has(Val.SPILT));
  }

  /** The origins to which a call appends: its receiver, or what the code that it runs fills. */
  Set<Object> appended(Call call, List<Val> arguments) {
    if (graph.isOwn(call.owner())) {
      return affected(call, arguments, Effect.APPENDS);
    }
    boolean ordered = !arguments.isEmpty() && !ordersItself(arguments.get(0));
    return ordered && Containers.appends(call.text()) ? arguments.get(0).origins() : Set.of();
  }

  void spill(Set<Object> origins) {
    knowledge.learn(method, Effect.SPILLS, origins);
  }

  /** What a library does with what it is given. */
  private List<Fact> looksAt(int index, Call call, List<Val> arguments) {
    List<Fact> facts = new ArrayList<>(given(index, call, arguments));
    boolean hashed = arguments.stream().anyMatch(a -> a.has(Val.HASH));
    if (!hashed || arguments.get(0).has(Val.SORTED)) {
      return facts;
    }
    String text = call.text();
    if (Containers.forEach(text) && (call.gives(Val.ACTS) || changesByLambda(arguments))) {
      facts.add(wrong(index, "commands in the order of " + text));
    }
    arguments.forEach(this::spillByLambda);
    Val receiver = arguments.get(0);
    boolean iterates = call.name().startsWith("next") || call.name().equals("previous");
    if (Containers.takes(text) && receiver.has(iterates ? Val.HASH : Val.SPILT)) {
      facts.addAll(loops.element(index, text));
    } else if (takesOrder(text, arguments) && !onlyAsked(index)) {
      facts.add(wrong(index, text));
    }
    return facts;
  }

  private boolean takesOrder(String text, List<Val> arguments) {
    if (TAKES_ONE.matcher(text).matches()) {
      return true;
    }
    if (text.contains("Stream.collect(")) {
      return arguments.stream().flatMap(a -> a.origins().stream()).anyMatch(HashOrder::joins);
    }
    return REDUCES.matcher(text).matches()
        && arguments.stream()
            .flatMap(a -> a.origins().stream())
            .anyMatch(lambda -> SEQUENCES.contains(Lambdas.result(lambda)));
  }

  private static boolean joins(Object collector) {
    return collector instanceof MethodInsnNode call
        && call.owner.equals("java/util/stream/Collectors")
        && call.name.equals("joining");
  }

  /** Whether the result is only asked if it is there, or told to people. */
  private boolean onlyAsked(int index) {
    AbstractInsnNode insn = code.at(index);
    boolean asked =
        code.uses(insn).stream()
            .allMatch(
                use ->
                    code.at(use) instanceof MethodInsnNode call
                        && Set.of("isPresent", "isEmpty").contains(call.name));
    return asked || words.only(insn);
  }

  /**
   * Whether a lambda completes promises or fills queues, which gives commands to those who wait.
   */
  private boolean changesByLambda(List<Val> arguments) {
    return arguments.stream()
        .flatMap(argument -> argument.origins().stream())
        .flatMap(origin -> Lambdas.of(origin).stream())
        .anyMatch(body -> wakes(Call.of(0, body, List.of())));
  }

  /** Whether a call makes others go on, in the order of the calls. */
  boolean wakes(Call call) {
    return graph.reach(call, inner -> Sdk.changes(inner) && !Sdk.cancelsScope(inner));
  }

  /** A lambda that is called for each element in hash order fills what it adds to in this order. */
  private void spillByLambda(Val argument) {
    for (Object origin : argument.origins()) {
      Lambdas.of(origin)
          .map(body -> appended(Call.of(0, body, List.of()), captured(origin)))
          .ifPresent(this::spill);
    }
  }

  private List<Val> captured(Object lambda) {
    return code.operands(code.index((AbstractInsnNode) lambda));
  }

  /** What leaves the workflow in hash order. */
  private List<Fact> given(int index, Call call, List<Val> arguments) {
    boolean spilt =
        arguments.stream()
            .skip(1)
            .anyMatch(a -> a.has(Val.SPILT) && Containers.isSequence(a.type()));
    return spilt && graph.isCommand(call)
        ? List.of(wrong(index, "a list in hash order, given to " + call.text()))
        : List.of();
  }

  private Fact wrong(int index, String what) {
    return new Offence(code.line(index), DeterminismRule.HASH_ORDER, what);
  }
}
