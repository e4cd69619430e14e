// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.ClassFiles.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/** The methods of a class that Temporal or another library calls. */
final class Entries {
  private final ClassFiles classes;
  private final OwnCode own;

  Entries(ClassFiles classes, OwnCode own) {
    this.classes = classes;
    this.own = own;
  }

  /**
   * A method that is called from outside.
   *
   * @param given the flags of its arguments, the receiver first
   */
  record Entry(Method method, Mode mode, List<Integer> given) {}

  /** Constructors, then handlers, then what base classes of libraries call. */
  List<Entry> ofWorkflow(Class<?> workflow) {
    String name = workflow.getName().replace('.', '/');
    if (workflow.isInterface() || java.lang.reflect.Modifier.isAbstract(workflow.getModifiers())) {
      throw new IllegalArgumentException(workflow.getName() + " is not an implementation class");
    }
    ClassNode type =
        classes
            .find(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        workflow.getName() + " has no class file to read"));
    boolean runs =
        interfaces(name)
            .anyMatch(
                parent -> parent.methods.stream().anyMatch(m -> Sdk.isWorkflowMethod(parent, m)));
    if (!runs) {
      throw new IllegalArgumentException(
          workflow.getName() + " implements no interface with a @WorkflowMethod");
    }
    List<Entry> entries = new ArrayList<>();
    ClassFiles.methods(type).stream()
        .filter(method -> method.node().name.equals("<init>"))
        .forEach(method -> entries.add(new Entry(method, Mode.WORKFLOW, constructed(method))));
    entries.addAll(handlers(name));
    entries.addAll(calledBack(name, Mode.WORKFLOW));
    return entries;
  }

  private Stream<ClassNode> interfaces(String type) {
    return classes.lineage(type).stream()
        .filter(parent -> (parent.access & Opcodes.ACC_INTERFACE) != 0);
  }

  /** A constructor may be given the workflow's arguments. */
  private static List<Integer> constructed(Method method) {
    boolean init =
        ClassFiles.annotations(method.node()).stream()
            .anyMatch(a -> a.desc.equals("Lio/temporal/workflow/WorkflowInit;"));
    return given(method, 0, init ? Val.DATA : 0);
  }

  /** The handlers that a class inherits from workflow interfaces or listeners. */
  List<Entry> handlers(String type) {
    return interfaces(type)
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
        .map(method -> new Entry(method, mode, given(method, mode.protection(), Val.DATA)));
  }

  /** The methods of a class that a library can call, because it declares them. */
  List<Entry> calledBack(String type, Mode around) {
    return classes.lineage(type).stream()
        .filter(parent -> !own.contains(parent.name) && !parent.name.equals("java/lang/Object"))
        .flatMap(parent -> ClassFiles.methods(parent).stream())
        .filter(method -> !method.is(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE))
        .filter(method -> !method.node().name.startsWith("<"))
        .flatMap(
            declared ->
                Sdk.calledBack(declared.owner(), declared.node().name, around).stream()
                    .flatMap(
                        mode ->
                            override(type, declared, mode, mode == around ? 0 : mode.protection())))
        .distinct()
        .toList();
  }

  private Stream<Entry> override(String type, Method declared, Mode mode, int protection) {
    return classes.resolve(type, declared.node().name, declared.node().desc).stream()
        .filter(method -> own.contains(method.owner().name))
        .map(method -> new Entry(method, mode, given(method, protection, 0)));
  }

  private static List<Integer> given(Method method, int receiver, int others) {
    int count = Type.getArgumentTypes(method.node().desc).length;
    List<Integer> given = new ArrayList<>(Collections.nCopies(count, others));
    if (!method.is(Opcodes.ACC_STATIC)) {
      given.add(0, receiver);
    }
    return given;
  }
}
