// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.ClassFiles.Method;
import io.github.temporalpatterns.testing.determinism.Entries.Entry;
import io.github.temporalpatterns.testing.determinism.Facts.Block;
import io.github.temporalpatterns.testing.determinism.Facts.Call;
import io.github.temporalpatterns.testing.determinism.Facts.Created;
import io.github.temporalpatterns.testing.determinism.Facts.Fact;
import io.github.temporalpatterns.testing.determinism.Facts.Initialized;
import io.github.temporalpatterns.testing.determinism.Facts.Lambda;
import io.github.temporalpatterns.testing.determinism.Facts.Offence;
import io.github.temporalpatterns.testing.determinism.Facts.Write;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Walks from a workflow's methods over all code that they reach, breadth first. */
final class Inspection {
  /** More than any chain of returns and fields needs; what is not known then stays unknown. */
  private static final int ROUNDS = 50;

  private record PendingBlock(Block block, Visit visit) {}

  private record VirtualCall(Call call, Visit from, Mode mode) {}

  private final CallGraph graph;
  private final Entries entries;
  private final Suppressions suppressions;
  private final Set<Visit.Key> seen = new HashSet<>();
  private final Set<Method> reached = new HashSet<>();
  private final Set<String> created = new HashSet<>();
  private final Set<String> scopes = new HashSet<>();
  private final Deque<Visit> open = new ArrayDeque<>();
  private final List<VirtualCall> virtualCalls = new ArrayList<>();
  private final List<PendingBlock> blocks = new ArrayList<>();
  private final Map<String, Nondeterminism> found = new LinkedHashMap<>();

  private Inspection(CallGraph graph, Entries entries) {
    this.graph = graph;
    this.entries = entries;
    this.suppressions = new Suppressions(graph.classes());
  }

  /**
   * Walks until nothing more is learned that changes what is found in code that was read before.
   */
  static List<Nondeterminism> of(Class<?> workflow, Set<String> packages) {
    ClassLoader own = workflow.getClassLoader();
    ClassLoader loader = own == null ? ClassLoader.getSystemClassLoader() : own;
    OwnCode ownCode = new OwnCode(loader, workflow.getName().replace('.', '/'), packages);
    ClassFiles classes = new ClassFiles(loader, ownCode);
    Entries entries = new Entries(classes, ownCode);
    CallGraph graph =
        new CallGraph(
            classes,
            ownCode,
            (whole, method, given, part) -> new MethodScan(whole, method, given).facts(part));
    for (int round = 1; ; round++) {
      int known = graph.knowledge().lessons();
      Inspection inspection = new Inspection(graph, entries);
      inspection.run(workflow);
      if (graph.knowledge().lessons() == known || round == ROUNDS) {
        return List.copyOf(inspection.found.values());
      }
      graph.readAgain();
    }
  }

  private void run(Class<?> workflow) {
    String name = workflow.getName().replace('.', '/');
    create(name);
    initialized(name, "", null, 0);
    entries.ofWorkflow(workflow).forEach(entry -> enter(entry, null, 0));
    while (!open.isEmpty()) {
      Visit visit = open.removeFirst();
      reached.add(visit.method());
      graph.facts(visit.method(), visit.given(), visit.part()).forEach(fact -> take(fact, visit));
      result(visit);
    }
    blocks.forEach(this::judge);
  }

  private void enter(Entry entry, @Nullable Visit from, int line) {
    enter(entry.method(), entry.mode(), entry.given(), null, from, line);
  }

  private void enter(
      Method method,
      Mode mode,
      List<Integer> given,
      @Nullable String part,
      @Nullable Visit from,
      int line) {
    Set<DeterminismRule> silent = EnumSet.copyOf(suppressions.of(method));
    if (from != null) {
      silent.addAll(from.silent());
    }
    Visit visit = new Visit(method, mode, given, part, silent, from, line);
    if (!method.is(Opcodes.ACC_ABSTRACT) && seen.add(visit.key())) {
      open.add(visit);
    }
  }

  private void take(Fact fact, Visit visit) {
    if (fact instanceof Call call) {
      call(call, visit, visit.mode());
    } else if (fact instanceof Lambda lambda) {
      lambda(lambda, visit);
    } else if (fact instanceof Created object) {
      created(object.type(), visit, object.line());
      initialized(object.type(), "", visit, object.line());
    } else if (fact instanceof Initialized type) {
      initialized(type.type(), type.field(), visit, type.line());
    } else if (fact instanceof Offence offence) {
      report(offence.rule(), offence.what(), visit, offence.line());
    } else if (fact instanceof Write write) {
      // A static initializer may do what it is for.
      if (visit.part() == null) {
        report(visit.mode().ruleOfWrites(), write.what(), visit, write.line());
      }
    } else if (fact instanceof Block block) {
      blocks.add(new PendingBlock(block, visit));
    }
  }

  private void lambda(Lambda lambda, Visit visit) {
    Mode mode = Sdk.mode(lambda, visit.mode());
    Call call = lambda.call();
    if (call.name().equals("<init>")) {
      created(call.owner(), visit, lambda.line());
    }
    if (Sdk.opensScope(lambda)) {
      scopes.add(call.owner() + "." + call.name() + call.desc());
    }
    call(mode == visit.mode() ? call : call.protect(lambda.captured(), mode), visit, mode);
  }

  private void call(Call call, Visit visit, Mode mode) {
    if ((graph.isCommand(call) || graph.isWait(call)) && mode != Mode.WORKFLOW) {
      report(mode.ruleOfWrites(), "the command " + call.text(), visit, call.line());
    }
    for (String text : graph.textsOfLibraryCall(call)) {
      for (DeterminismRule rule : DeterminismRule.values()) {
        if (rule.names(text) && rule.appliesTo(mode)) {
          report(rule, call.text(), visit, call.line());
        }
      }
    }
    boolean changes = Changes.of(call).filter(changed -> isShared(call, changed)).isPresent();
    if (changes && visit.part() == null) {
      report(mode.ruleOfWrites(), call.text() + " on a field", visit, call.line());
    }
    if (call.virtual()) {
      virtualCalls.add(new VirtualCall(call, visit, mode));
    }
    graph
        .targets(call)
        .forEach(target -> enter(target, mode, call.given(), null, visit, call.line()));
  }

  private static boolean isShared(Call call, int argument) {
    return argument < call.given().size()
        && (call.given().get(argument) & (Val.STATIC | Val.OWN)) != 0;
  }

  private boolean create(String type) {
    graph.knowledge().create(type);
    return graph.isOwn(type) && created.add(type);
  }

  private void created(String type, Visit visit, int line) {
    if (!create(type)) {
      return;
    }
    boolean activity =
        graph.classes().lineage(type).stream()
            .anyMatch(parent -> Sdk.isActivity(parent) && !parent.name.equals(type));
    if (activity) {
      report(DeterminismRule.IO, "an activity that is called like any object", visit, line);
    }
    entries.calledBack(type, visit.mode()).forEach(entry -> enter(entry, visit, line));
    entries.handlers(type).forEach(entry -> enter(entry, visit, line));
    virtualCalls.forEach(
        made ->
            graph
                .target(made.call(), type)
                .ifPresent(
                    target ->
                        enter(
                            target,
                            made.mode(),
                            made.call().given(),
                            null,
                            made.from(),
                            made.call().line())));
  }

  /** What a static initializer does for no field at all, and for this one. */
  private void initialized(String type, String field, @Nullable Visit visit, int line) {
    Mode mode = visit == null ? Mode.WORKFLOW : visit.mode();
    graph
        .initializer(type)
        .ifPresent(
            method -> {
              enter(method, mode, List.of(), "", visit, line);
              enter(method, mode, List.of(), field, visit, line);
            });
  }

  /** The result of a workflow that is a list in hash order. */
  private void result(Visit visit) {
    boolean spilt =
        visit.caller() == null
            && visit.mode() == Mode.WORKFLOW
            && Containers.isSequence(
                Type.getReturnType(visit.method().node().desc).getInternalName())
            && (graph.knowledge().flags(visit.method().key() + visit.given()) & Val.SPILT) != 0;
    if (spilt) {
      report(DeterminismRule.HASH_ORDER, "the result, a list in hash order,", visit, 0);
    }
  }

  /** A block is judged at the end, when it is known which classes a call in it can reach. */
  private void judge(PendingBlock pending) {
    Block block = pending.block();
    boolean wrong =
        switch (block.rule()) {
          case SWALLOWED_CANCELLATION ->
              any(block.acting(), graph::waits)
                  && !any(block.notActing(), graph::waits)
                  && !isOfOwnScope(pending.visit());
          case UNBOUNDED_HISTORY ->
              any(block.acting(), this::acts)
                  && !reaches(Sdk::continuesAsNew)
                  && !isOfOwnScope(pending.visit());
          case CATCHES_ERROR -> any(block.acting(), this::acts);
          default -> any(block.acting(), graph::commands);
        };
    if (wrong) {
      report(block.rule(), block.what(), pending.visit(), block.line());
    }
  }

  private boolean any(List<Fact> facts, Predicate<Call> such) {
    return facts.stream().anyMatch(fact -> fact instanceof Call call && such.test(call));
  }

  private boolean acts(Call call) {
    return graph.commands(call) || graph.waits(call);
  }

  private boolean reaches(Predicate<Call> such) {
    return reached.stream().anyMatch(method -> graph.calls(method).stream().anyMatch(such));
  }

  /** Whether code runs in a scope that the workflow itself cancels. */
  private boolean isOfOwnScope(Visit visit) {
    return visit.isWithin(v -> scopes.contains(v.method().key())) && reaches(Sdk::cancelsScope);
  }

  private void report(DeterminismRule rule, String what, Visit visit, int line) {
    if (rule.appliesTo(visit.mode()) && !visit.silent().contains(rule)) {
      found.putIfAbsent(
          rule + visit.method().key() + line + what,
          new Nondeterminism(rule, what, visit.path(line)));
    }
  }
}
