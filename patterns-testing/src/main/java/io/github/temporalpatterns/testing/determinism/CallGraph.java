// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.ClassFiles.Method;
import io.github.temporalpatterns.testing.determinism.Facts.Call;
import io.github.temporalpatterns.testing.determinism.Facts.Fact;
import io.github.temporalpatterns.testing.determinism.Facts.Lambda;
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
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** Which code a call in a workflow can run, as far as it is the user's own. */
final class CallGraph {

  /** A method that Temporal calls. */
  record Entry(Method method, Mode mode) {}

  private final String workflow;
  private final ClassFiles classes;
  private final OwnCode own;
  private final HashOrder hashed;
  private final Set<String> created = new LinkedHashSet<>();
  private final Map<String, List<Fact>> facts = new HashMap<>();

  CallGraph(Class<?> workflow, Set<String> packages) {
    this.workflow = workflow.getName().replace('.', '/');
    this.own = new OwnCode(this.workflow, packages);
    ClassLoader loader = workflow.getClassLoader();
    this.classes =
        new ClassFiles(loader == null ? ClassLoader.getSystemClassLoader() : loader, own);
    this.hashed = new HashOrder();
    if (workflow.isInterface() || java.lang.reflect.Modifier.isAbstract(workflow.getModifiers())) {
      throw new IllegalArgumentException(workflow.getName() + " is not an implementation class");
    }
    if (classes.find(this.workflow).isEmpty()) {
      throw new IllegalArgumentException(workflow.getName() + " has no class file to read");
    }
  }

  private CallGraph(CallGraph earlier) {
    this.workflow = earlier.workflow;
    this.classes = earlier.classes;
    this.own = earlier.own;
    this.hashed = earlier.hashed;
  }

  /** A graph over the same files that forgets all but what is in hash order. */
  CallGraph again() {
    return new CallGraph(this);
  }

  ClassFiles classes() {
    return classes;
  }

  HashOrder hashed() {
    return hashed;
  }

  /** Constructors, then handlers. */
  List<Entry> entries() {
    create(workflow);
    List<Entry> handlers = new ArrayList<>(handlers(workflow));
    calledBack(workflow).forEach(method -> handlers.add(new Entry(method, Mode.WORKFLOW)));
    if (handlers.stream().noneMatch(entry -> entry.mode() == Mode.WORKFLOW)) {
      throw new IllegalArgumentException(
          workflow.replace('/', '.') + " implements no interface with a @WorkflowMethod");
    }
    Stream<Entry> constructors =
        ClassFiles.methods(classes.find(workflow).orElseThrow()).stream()
            .filter(method -> method.node().name.equals("<init>"))
            .map(method -> new Entry(method, Mode.WORKFLOW));
    return Stream.concat(constructors, handlers.stream()).toList();
  }

  List<Fact> facts(Method method) {
    return facts.computeIfAbsent(
        method.key(), key -> MethodScan.scan(method, new Flow(classes, hashed), hashed));
  }

  /** Notes that objects of a class exist; whether that is new. */
  boolean create(String type) {
    return own.contains(type) && created.add(type);
  }

  /** The handlers that a class inherits from workflow interfaces or listeners. */
  List<Entry> handlers(String type) {
    return classes.lineage(type).stream()
        .filter(parent -> (parent.access & Opcodes.ACC_INTERFACE) != 0)
        .flatMap(parent -> ClassFiles.methods(parent).stream())
        .flatMap(
            declared ->
                Sdk.handler(declared.node()).stream()
                    .flatMap(mode -> implementation(type, declared, mode)))
        .toList();
  }

  private Stream<Entry> implementation(String type, Method declared, Mode mode) {
    return classes.resolve(type, declared.node().name, declared.node().desc).stream()
        .filter(method -> own.contains(method.owner().name))
        .map(method -> new Entry(method, mode));
  }

  /** The methods of a class that a library can call, because it declares them. */
  List<Method> calledBack(String type) {
    List<ClassNode> lineage = classes.lineage(type);
    List<Method> ofLibraries =
        lineage.stream()
            .filter(parent -> !own.contains(parent.name) && !parent.name.equals("java/lang/Object"))
            .flatMap(parent -> ClassFiles.methods(parent).stream())
            .filter(method -> !method.is(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE))
            .filter(method -> !method.node().name.startsWith("<"))
            .toList();
    return ofLibraries.stream()
        .flatMap(m -> classes.resolve(type, m.node().name, m.node().desc).stream())
        .filter(method -> own.contains(method.owner().name))
        .distinct()
        .toList();
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
            ? created.stream().flatMap(type -> target(call, type).stream())
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

  private boolean isRemote(Call call) {
    return call.virtual() && classes.find(call.owner()).filter(Sdk::isRemote).isPresent();
  }

  boolean waits(Call call) {
    return Sdk.waits(call) || isRemote(call);
  }

  boolean commands(Call call) {
    return Sdk.commands(call) || isRemote(call);
  }

  boolean continuesAsNew(String methodKey) {
    return facts.getOrDefault(methodKey, List.of()).stream()
        .anyMatch(fact -> fact instanceof Call call && Sdk.continuesAsNew(call));
  }

  /** A call by the class that declares it, which matters for subclasses of library classes. */
  String textOfLibraryCall(Call call) {
    if (!own.contains(call.owner())) {
      return call.text();
    }
    return classes
        .resolve(call.owner(), call.name(), call.desc())
        .filter(method -> !own.contains(method.owner().name))
        .map(method -> Facts.signature(method.owner().name, call.name(), call.desc()))
        .orElse("");
  }

  /** Whether some of these calls, or what they run, is such a call. */
  boolean reach(List<Fact> from, Predicate<Call> such) {
    return reach(from, such, new HashSet<>());
  }

  private boolean reach(List<Fact> from, Predicate<Call> such, Set<String> seen) {
    return from.stream()
        .map(fact -> fact instanceof Lambda lambda ? lambda.call() : fact)
        .filter(Call.class::isInstance)
        .map(Call.class::cast)
        .anyMatch(call -> such.test(call) || reachInside(call, such, seen));
  }

  private boolean reachInside(Call call, Predicate<Call> such, Set<String> seen) {
    return targets(call).stream()
        .filter(method -> !method.is(Opcodes.ACC_ABSTRACT) && seen.add(method.key()))
        .anyMatch(method -> reach(facts(method), such, seen));
  }
}
