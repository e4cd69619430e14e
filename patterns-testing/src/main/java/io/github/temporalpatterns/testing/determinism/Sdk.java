// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What the check knows of Temporal's SDK, by name. */
final class Sdk {
  private static final String WORKFLOW = "io/temporal/workflow/";

  private static final Pattern WAITS =
      Pattern.compile(
          "io\\.temporal\\.workflow\\.Workflow\\.(sleep|await|retry)\\(.*"
              + "|io\\.temporal\\.workflow\\.\\w*Promise\\.get\\(.*"
              + "|io\\.temporal\\.workflow\\.\\w+Stub\\.(execute|signal)\\(.*"
              + "|io\\.temporal\\.workflow\\.(Saga\\.compensate|CancellationScope\\.run)\\(.*"
              + "|io\\.temporal\\.workflow\\.Workflow(Queue|Lock|Semaphore)\\..*");

  private static final Pattern COMMANDS =
      Pattern.compile(
          WAITS
              + "|io\\.temporal\\.workflow\\.Workflow\\.(newTimer|sideEffect|mutableSideEffect"
              + "|getVersion|continueAsNew|upsert\\w+)\\(.*"
              + "|io\\.temporal\\.workflow\\.Async\\..*"
              + "|io\\.temporal\\.workflow\\.\\w+Stub\\.\\w*([sS]ignal|[eE]xecute|start|cancel)\\w*\\(.*");

  private static final Pattern CONTINUES =
      Pattern.compile(
          "io\\.temporal\\.workflow\\.Workflow\\.(continueAsNew|newContinueAsNewStub)\\(.*");

  private static final Pattern LOOKS_AT_CANCELLATION =
      Pattern.compile(
          "io\\.temporal\\.workflow\\.CancellationScope\\..*"
              + "|io\\.temporal\\.workflow\\.Workflow\\.newDetachedCancellationScope\\(.*");

  /** Interfaces whose calls leave the workflow. */
  private static final Set<String> REMOTE =
      Set.of(
          "Lio/temporal/activity/ActivityInterface;",
          "Lio/temporal/workflow/WorkflowInterface;",
          "Lio/nexusrpc/Service;");

  private static final Map<String, Mode> HANDLERS =
      Map.ofEntries(
          entry("Lio/temporal/workflow/WorkflowMethod;", Mode.WORKFLOW),
          entry("Lio/temporal/workflow/SignalMethod;", Mode.WORKFLOW),
          entry("Lio/temporal/workflow/UpdateMethod;", Mode.WORKFLOW),
          entry("Lio/temporal/workflow/QueryMethod;", Mode.QUERY),
          entry("Lio/temporal/workflow/UpdateValidatorMethod;", Mode.QUERY));

  private Sdk() {}

  static boolean waits(Facts.Call call) {
    return call.owner().startsWith(WORKFLOW) && WAITS.matcher(call.text()).matches();
  }

  static boolean commands(Facts.Call call) {
    return call.owner().startsWith(WORKFLOW) && COMMANDS.matcher(call.text()).matches();
  }

  static boolean continuesAsNew(Facts.Call call) {
    return call.owner().startsWith(WORKFLOW) && CONTINUES.matcher(call.text()).matches();
  }

  static boolean looksAtCancellation(Facts.Call call) {
    return LOOKS_AT_CANCELLATION.matcher(call.text()).matches();
  }

  static boolean recordsSideEffect(String owner, String name) {
    return owner.equals(WORKFLOW + "Workflow")
        && (name.equals("sideEffect") || name.equals("mutableSideEffect"));
  }

  static boolean awaitsWithTimeout(Facts.Call call) {
    return call.text().startsWith("io.temporal.workflow.Workflow.await(Duration,");
  }

  /** Whether a call on this interface goes to an activity, another workflow or a Nexus service. */
  static boolean isRemote(ClassNode type) {
    return ClassFiles.annotations(type).stream().anyMatch(a -> REMOTE.contains(a.desc));
  }

  /** As what a method of a workflow interface runs; empty if it is no handler. */
  static Optional<Mode> handler(MethodNode method) {
    List<Mode> modes =
        ClassFiles.annotations(method).stream()
            .map(annotation -> HANDLERS.get(annotation.desc))
            .filter(java.util.Objects::nonNull)
            .toList();
    return modes.stream().findFirst();
  }

  /** As what a lambda runs that is made in code of some mode. */
  static Mode mode(Facts.Lambda lambda, Mode around) {
    if (lambda.inSideEffect()) {
      return Mode.SIDE_EFFECT;
    }
    return lambda.type().equals(WORKFLOW + "DynamicQueryHandler") ? Mode.QUERY : around;
  }
}
