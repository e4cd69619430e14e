// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.ClassFiles.Method;
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
import org.jspecify.annotations.Nullable;

/** Walks from a workflow's methods over all code that they reach, breadth first. */
final class Inspection {
  private record PendingBlock(Block block, Visit visit) {}

  private record VirtualCall(Call call, Visit from) {}

  private final CallGraph graph;
  private final Suppressions suppressions;
  private final Set<Visit.Key> seen = new HashSet<>();
  private final Deque<Visit> open = new ArrayDeque<>();
  private final List<VirtualCall> virtualCalls = new ArrayList<>();
  private final List<PendingBlock> blocks = new ArrayList<>();
  private final Map<String, Nondeterminism> found = new LinkedHashMap<>();

  private Inspection(CallGraph graph) {
    this.graph = graph;
    this.suppressions = new Suppressions(graph.classes());
  }

  /**
   * Walks until no more fields or methods turn out to hold collections in hash order, which changes
   * what is found in code that was read before.
   */
  static Inspection of(Class<?> workflow, Set<String> packages) {
    CallGraph graph = new CallGraph(workflow, packages);
    while (true) {
      int known = graph.hashed().size();
      Inspection inspection = new Inspection(graph);
      inspection.run();
      if (graph.hashed().size() == known) {
        return inspection;
      }
      graph = graph.again();
    }
  }

  List<Nondeterminism> findings() {
    return List.copyOf(found.values());
  }

  private void run() {
    graph.entries().forEach(entry -> enter(entry, null, 0));
    while (!open.isEmpty()) {
      Visit visit = open.removeFirst();
      graph.facts(visit.method()).forEach(fact -> take(fact, visit));
    }
    blocks.forEach(this::judge);
  }

  private void enter(CallGraph.Entry entry, @Nullable Visit from, int line) {
    enter(entry.method(), entry.mode(), entry.mode() == Mode.QUERY, from, line);
  }

  private void enter(Method method, Mode mode, boolean shared, @Nullable Visit from, int line) {
    Set<DeterminismRule> silent = EnumSet.copyOf(suppressions.of(method));
    if (from != null) {
      silent.addAll(from.silent());
    }
    Visit visit = new Visit(method, mode, shared, silent, from, line);
    if (!method.is(org.objectweb.asm.Opcodes.ACC_ABSTRACT) && seen.add(visit.key())) {
      open.add(visit);
    }
  }

  private void take(Fact fact, Visit visit) {
    if (fact instanceof Call call) {
      call(call, visit, visit.mode());
    } else if (fact instanceof Lambda lambda) {
      if (lambda.body().getName().equals("<init>")) {
        created(lambda.body().getOwner(), visit, lambda.line());
      }
      call(lambda.call(), visit, Sdk.mode(lambda, visit.mode()));
    } else if (fact instanceof Created object) {
      created(object.type(), visit, object.line());
      initialized(object.type(), visit, object.line());
    } else if (fact instanceof Initialized type) {
      initialized(type.type(), visit, type.line());
    } else if (fact instanceof Offence offence) {
      report(offence.rule(), offence.what(), visit, offence.line());
    } else if (fact instanceof Write write) {
      if (visit.isSharedHere(write.holder()) && !visit.isInStaticInitializer()) {
        report(visit.mode().ruleOfWrites(), write.what(), visit, write.line());
      }
    } else if (fact instanceof Block block) {
      blocks.add(new PendingBlock(block, visit));
    }
  }

  private void call(Call call, Visit visit, Mode mode) {
    if (graph.commands(call) && mode != Mode.WORKFLOW) {
      report(mode.ruleOfWrites(), "the command " + call.text(), visit, call.line());
    }
    String text = graph.textOfLibraryCall(call);
    for (DeterminismRule rule : DeterminismRule.values()) {
      if (rule.names(text) && rule.appliesTo(mode)) {
        report(rule, text, visit, call.line());
      }
    }
    if (call.virtual()) {
      virtualCalls.add(new VirtualCall(call, visit));
    }
    boolean entersMode = mode != visit.mode();
    boolean shared =
        entersMode ? call.receiver() == Facts.Holder.THIS : visit.isSharedHere(call.receiver());
    graph.targets(call).forEach(target -> enter(target, mode, shared, visit, call.line()));
  }

  private void created(String type, Visit visit, int line) {
    if (!graph.create(type)) {
      return;
    }
    graph.calledBack(type).forEach(m -> enter(m, visit.mode(), false, visit, line));
    graph.handlers(type).forEach(entry -> enter(entry, visit, line));
    virtualCalls.forEach(
        made -> graph.target(made.call(), type).ifPresent(target -> enter(target, made)));
  }

  private void enter(Method override, VirtualCall made) {
    boolean shared = made.from().isSharedHere(made.call().receiver());
    enter(override, made.from().mode(), shared, made.from(), made.call().line());
  }

  private void initialized(String type, Visit visit, int line) {
    graph.initializer(type).ifPresent(m -> enter(m, Mode.WORKFLOW, false, visit, line));
  }

  /** A block is judged at the end, when it is known which classes a call in it can reach. */
  private void judge(PendingBlock pending) {
    Block block = pending.block();
    boolean wrong =
        switch (block.rule()) {
          case SWALLOWED_CANCELLATION ->
              graph.reach(block.acting(), graph::waits)
                  && !graph.reach(block.notActing(), graph::waits);
          case UNBOUNDED_HISTORY ->
              graph.reach(block.acting(), graph::commands)
                  && seen.stream().noneMatch(key -> graph.continuesAsNew(key.method()));
          default -> graph.reach(block.acting(), graph::commands);
        };
    if (wrong) {
      report(block.rule(), block.what(), pending.visit(), block.line());
    }
  }

  private void report(DeterminismRule rule, String what, Visit visit, int line) {
    if (rule.appliesTo(visit.mode()) && !visit.silent().contains(rule)) {
      found.putIfAbsent(
          rule + visit.method().key() + line + what,
          new Nondeterminism(rule, what, visit.path(line)));
    }
  }
}
