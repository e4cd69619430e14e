// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.ClassFiles.Method;
import io.github.temporalpatterns.testing.determinism.Facts.Call;
import io.github.temporalpatterns.testing.determinism.Facts.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Which code a call in a workflow can run, as far as it is the user's own, and what it does. */
final class CallGraph {

  /** Reads what a method says. */
  @FunctionalInterface
  interface Reader {
    List<Fact> facts(CallGraph graph, Method method, List<Integer> given, @Nullable String part);
  }

  private final ClassFiles classes;
  private final OwnCode own;
  private final Constants constants;
  private final Reader reader;
  private final Knowledge knowledge = new Knowledge();
  private final Map<String, List<Fact>> facts = new HashMap<>();
  private final Map<String, List<Call>> calls = new HashMap<>();
  private final Map<String, Integer> effects = new HashMap<>();

  CallGraph(ClassFiles classes, OwnCode own, Reader reader) {
    this.classes = classes;
    this.own = own;
    this.constants = new Constants(classes, own::contains);
    this.reader = reader;
  }

  ClassFiles classes() {
    return classes;
  }

  Constants constants() {
    return constants;
  }

  Knowledge knowledge() {
    return knowledge;
  }

  boolean isOwn(String type) {
    return own.contains(type);
  }

  /** Forgets what depends on what is known, but not what is known. */
  void readAgain() {
    facts.clear();
    effects.clear();
  }

  /** What a method says, given its arguments; of a static initializer only a part. */
  List<Fact> facts(Method method, List<Integer> given, @Nullable String part) {
    String key = method.key() + given + part;
    List<Fact> known = facts.get(key);
    if (known == null) {
      known = reader.facts(this, method, given, part);
      facts.put(key, known);
    }
    return known;
  }

  /**
   * A call with what is known of its arguments; its owner is the receiver's own class, if known.
   */
  Call call(int line, MethodInsnNode insn, List<Val> arguments) {
    boolean instance = insn.getOpcode() != Opcodes.INVOKESTATIC;
    boolean virtual = Call.isVirtual(insn.getOpcode());
    Val receiver = instance ? arguments.get(0) : Val.UNKNOWN;
    boolean known = virtual && !own.contains(insn.owner) && own.contains(receiver.type());
    return new Call(
        line,
        known ? receiver.type() : insn.owner,
        insn.name,
        insn.desc,
        virtual,
        receiver.origins().equals(Set.of((Object) new Val.Param(0))),
        arguments.stream().map(Val::flags).toList());
  }

  Optional<Method> initializer(String type) {
    return own.contains(type)
        ? classes
            .find(type)
            .flatMap(c -> classes.resolve(c.name, "<clinit>", "()V"))
            .filter(method -> method.owner().name.equals(type))
        : Optional.empty();
  }

  /** The user's own methods that a call can run, given the objects that exist so far. */
  List<Method> targets(Call call) {
    if (!own.contains(call.owner()) || isRemote(call)) {
      return List.of();
    }
    Set<String> keys = new HashSet<>();
    Stream<Method> overrides =
        call.virtual()
            ? knowledge.created().stream().flatMap(type -> target(call, type).stream())
            : Stream.empty();
    return Stream.concat(resolved(call.owner(), call).stream(), overrides)
        .filter(method -> keys.add(method.key()))
        .toList();
  }

  /** What a virtual call runs on an object of a class; empty if it cannot be one. */
  Optional<Method> target(Call call, String type) {
    return own.contains(call.owner()) && !isRemote(call) && classes.isSubtype(type, call.owner())
        ? resolved(type, call)
        : Optional.empty();
  }

  private Optional<Method> resolved(String type, Call call) {
    return classes
        .resolve(type, call.name(), call.desc())
        .filter(method -> own.contains(method.owner().name));
  }

  /** Whether a call leaves the workflow; one of an interface's methods by another does not. */
  boolean isRemote(Call call) {
    return call.virtual()
        && !call.onThis()
        && classes
            .find(call.owner())
            .filter(type -> (type.access & Opcodes.ACC_INTERFACE) != 0)
            .filter(type -> classes.lineage(type.name).stream().anyMatch(Sdk::isRemote))
            .isPresent();
  }

  /** Whether a call gives a command, or runs a lambda or method that does. */
  boolean commands(Call call) {
    boolean runsWhatItHolds = call.gives(Val.HOLDS_ACTS) && Containers.forEach(call.text());
    return call.gives(Val.ACTS) || runsWhatItHolds || reach(call, this::isCommand);
  }

  /** Whether a call blocks the workflow's thread. */
  boolean waits(Call call) {
    return call.gives(Val.WAITS) || reach(call, this::isWait);
  }

  boolean isCommand(Call call) {
    return Sdk.commands(call) || isRemote(call);
  }

  boolean isWait(Call call) {
    return Sdk.waits(call) || isRemote(call);
  }

  /** Whether a call, or something that it runs, is such a call. */
  boolean reach(Call call, Predicate<Call> such) {
    return reach(call, such, new HashSet<>());
  }

  private boolean reach(Call call, Predicate<Call> such, Set<String> seen) {
    return such.test(call)
        || targets(call).stream()
            .filter(method -> seen.add(method.key()))
            .anyMatch(method -> calls(method).stream().anyMatch(inner -> reach(inner, such, seen)));
  }

  /** Whether a call only looks at something, as far as can be seen. */
  boolean looks(Call call) {
    List<Method> targets = targets(call);
    return targets.isEmpty()
        ? !isWait(call) && Calls.LOOKS.matcher(call.name()).matches()
        : targets.stream()
            .allMatch(
                method ->
                    Calls.writesNothing(method)
                        && calls(method).stream()
                            .allMatch(inner -> targets(inner).isEmpty() && looks(inner)));
  }

  /** The calls of a method and its lambdas, by their names. */
  List<Call> calls(Method method) {
    return calls.computeIfAbsent(method.key(), key -> Calls.of(method));
  }

  /** The flags of a lambda, by what its body does. */
  int effect(Handle body) {
    Call call = Call.of(0, body, List.of());
    String key = call.owner() + "." + call.name() + call.desc();
    Integer known = effects.get(key);
    if (known == null) {
      boolean holds = call.name().equals("<init>") && Containers.flagsOf(call.owner()) == Val.HASH;
      known =
          (reach(call, this::isCommand) ? Val.ACTS : 0)
              | (reach(call, this::isWait) ? Val.WAITS : 0)
              | (holds || (knowledge.flags(key) & Val.HASH) != 0 ? Val.HOLDS : 0);
      effects.put(key, known);
    }
    return known;
  }

  /** What is known of the result of a call of the user's own code. */
  int returned(Call call) {
    return targets(call).stream()
        .mapToInt(method -> knowledge.flags(method.key() + call.given()))
        .reduce(0, (a, b) -> a | b);
  }

  /** What a call of the user's own code does it to: parameters of it, and fields. */
  Set<Object> affected(Call call, Knowledge.Effect effect) {
    Set<Object> all = new LinkedHashSet<>();
    targets(call).forEach(method -> all.addAll(knowledge.affected(method.key(), effect)));
    return all;
  }

  /** The field by the class that declares it, which need not be the one that the code names. */
  String name(FieldInsnNode access) {
    return classes.lineage(access.owner).stream()
            .filter(type -> type.fields.stream().anyMatch(f -> f.name.equals(access.name)))
            .findFirst()
            .map(type -> type.name)
            .orElse(access.owner)
        + "."
        + access.name;
  }

  /** A call as the libraries that declare it know it: {@code java.util.concurrent.Future.get()}. */
  List<String> textsOfLibraryCall(Call call) {
    List<String> texts = new ArrayList<>();
    if (!own.contains(call.owner())) {
      texts.add(call.text());
    }
    boolean inherits = !call.name().startsWith("<") && !call.owner().startsWith("[");
    if (inherits) {
      classes.lineage(call.owner()).stream()
          .filter(type -> !own.contains(type.name) && !type.name.equals(call.owner()))
          .filter(type -> ClassFiles.declares(type, call.name(), call.desc()))
          .forEach(type -> texts.add(Facts.signature(type.name, call.name(), call.desc())));
    }
    return texts;
  }
}
