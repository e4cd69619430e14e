// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import static java.util.Map.entry;

import io.github.temporalpatterns.testing.determinism.Facts.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What the check knows of Temporal's SDK, by name. */
final class Sdk {
  private static final String WORKFLOW = "io/temporal/workflow/";
  private static final String DYNAMIC_QUERY = WORKFLOW + "DynamicQueryHandler";
  private static final String DYNAMIC_WORKFLOW = WORKFLOW + "DynamicWorkflow";

  /** Calls that record something, or wait for what was recorded. */
  private static final Pattern COMMANDS =
      Pattern.compile(
          "io\\.temporal\\.workflow\\.(Workflow\\.(sleep|await|retry|newTimer|sideEffect"
              + "|mutableSideEffect|getVersion|continueAsNew|upsert\\w+|startNexusOperation)\\(.*"
              + "|\\w*Promise\\.(get|cancellableGet)\\(.*|Async\\..*"
              + "|\\w+Stub\\.\\w*([sS]ignal|[eE]xecute|start|cancel)\\w*\\(.*"
              + "|Saga\\.compensate\\(.*|CancellationScope\\.run\\(.*)");

  /** Calls that block the workflow's thread. */
  private static final Pattern WAITS =
      Pattern.compile(
          "io\\.temporal\\.workflow\\.(Workflow\\.(sleep|await|retry)\\(.*"
              + "|\\w*Promise\\.(get|cancellableGet)\\(.*|\\w+Stub\\.(execute|signal|cancel)\\(.*"
              + "|Saga\\.compensate\\(.*|CancellationScope\\.run\\(.*"
              + "|(WorkflowQueue|Queue\\w+)\\.(take|put|cancellable\\w+|poll\\(Duration\\)"
              + "|offer\\(\\w+,Duration\\)).*"
              + "|Workflow(Lock|Semaphore)\\.(lock\\(|acquire\\(|try\\w+\\(.*Duration\\)).*)");

  /** Calls whose result was a payload. */
  private static final Pattern DECODES =
      Pattern.compile(
          "io\\.temporal\\.(workflow\\.(Workflow\\.(sideEffect|mutableSideEffect|getMemo"
              + "|getLastCompletionResult)\\(.*|\\w*Promise\\.(get|cancellableGet)\\(.*"
              + "|\\w+Stub\\.execute\\(.*)|common\\.converter\\.\\w*Values\\.get\\(.*)");

  private static final Pattern CHANGES =
      Pattern.compile(
          "io\\.temporal\\.workflow\\.(CompletablePromise\\.complete\\w*"
              + "|(WorkflowQueue|Queue\\w+)\\.(put|offer|take|poll|cancellable\\w+)"
              + "|CancellationScope\\.cancel|Saga\\.addCompensation)\\(.*");

  private static final Pattern LOOKS_AT_CANCELLATION =
      Pattern.compile(
          "io\\.temporal\\.workflow\\.CancellationScope\\..*"
              + "|io\\.temporal\\.workflow\\.Workflow\\.newDetachedCancellationScope\\(.*");

  /** What the SDK calls to encode, decode and intercept, which is not workflow code. */
  private static final Pattern PLUMBING =
      Pattern.compile("io/temporal/(common|payload|client|worker|serviceclient|opentracing)/.*");

  private static final String ACTIVITY = "Lio/temporal/activity/ActivityInterface;";

  /** Interfaces whose calls leave the workflow. */
  private static final Set<String> REMOTE =
      Set.of(ACTIVITY, "Lio/temporal/workflow/WorkflowInterface;", "Lio/nexusrpc/Service;");

  private static final Map<String, Mode> HANDLERS =
      Map.ofEntries(
          entry("Lio/temporal/workflow/WorkflowMethod;", Mode.WORKFLOW),
          entry("Lio/temporal/workflow/SignalMethod;", Mode.WORKFLOW),
          entry("Lio/temporal/workflow/UpdateMethod;", Mode.WORKFLOW),
          entry("Lio/temporal/workflow/QueryMethod;", Mode.QUERY),
          entry("Lio/temporal/workflow/UpdateValidatorMethod;", Mode.QUERY));

  private Sdk() {}

  static boolean commands(Call call) {
    return call.owner().startsWith(WORKFLOW) && COMMANDS.matcher(call.text()).matches();
  }

  static boolean waits(Call call) {
    return call.owner().startsWith(WORKFLOW) && WAITS.matcher(call.text()).matches();
  }

  static boolean decodes(Call call) {
    return call.owner().startsWith("io/temporal/") && DECODES.matcher(call.text()).matches();
  }

  static boolean changes(Call call) {
    return call.owner().startsWith(WORKFLOW) && CHANGES.matcher(call.text()).matches();
  }

  static boolean continuesAsNew(Call call) {
    return call.owner().equals(WORKFLOW + "Workflow")
        && (call.name().equals("continueAsNew") || call.name().equals("newContinueAsNewStub"));
  }

  static boolean endsRun(Call call) {
    return continuesAsNew(call) && call.name().equals("continueAsNew");
  }

  static boolean looksAtCancellation(Call call) {
    return LOOKS_AT_CANCELLATION.matcher(call.text()).matches();
  }

  static boolean cancelsScope(Call call) {
    return call.owner().equals(WORKFLOW + "CancellationScope") && call.name().equals("cancel");
  }

  static boolean asksReplaying(Call call) {
    return call.owner().startsWith(WORKFLOW) && call.name().equals("isReplaying");
  }

  static boolean awaitsWithTimeout(Call call) {
    return call.text().startsWith("io.temporal.workflow.Workflow.await(Duration,");
  }

  static boolean getsPromise(Call call) {
    return isOfPromise(call) && (call.name().equals("get") || call.name().equals("cancellableGet"));
  }

  static boolean asksIfCompleted(Call call) {
    return isOfPromise(call) && call.name().equals("isCompleted");
  }

  private static boolean isOfPromise(Call call) {
    return call.owner().startsWith(WORKFLOW) && call.owner().endsWith("Promise");
  }

  /** Whether a call on this interface goes to an activity, another workflow or a Nexus service. */
  static boolean isRemote(ClassNode type) {
    return ClassFiles.annotations(type).stream().anyMatch(a -> REMOTE.contains(a.desc));
  }

  static boolean isActivity(ClassNode type) {
    return ClassFiles.annotations(type).stream().anyMatch(a -> a.desc.equals(ACTIVITY));
  }

  /** As what a method of a workflow interface runs; empty if it is no handler. */
  static Optional<Mode> handler(MethodNode method) {
    return ClassFiles.annotations(method).stream()
        .map(annotation -> HANDLERS.get(annotation.desc))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Whether a class is a workflow because it has this method, or is this. */
  static boolean isWorkflowMethod(ClassNode type, MethodNode method) {
    return type.name.equals(DYNAMIC_WORKFLOW)
        || ClassFiles.annotations(method).stream()
            .anyMatch(a -> a.desc.equals("Lio/temporal/workflow/WorkflowMethod;"));
  }

  /** As what a method runs that a library declares; empty if it is no part of the workflow. */
  static Optional<Mode> calledBack(ClassNode declaring, String method, Mode around) {
    if (PLUMBING.matcher(declaring.name).matches()) {
      return Optional.empty();
    }
    boolean reads = declaring.name.equals(DYNAMIC_QUERY) || method.equals("handleValidate");
    return Optional.of(reads ? Mode.QUERY : around);
  }

  /** As what a lambda runs that is made in code of some mode, by the calls that it is given to. */
  static Mode mode(Facts.Lambda lambda, Mode around) {
    if (lambda.type().equals(DYNAMIC_QUERY)) {
      return Mode.QUERY;
    }
    if (isGivenOnlyTo(lambda, List.of("sideEffect(", "mutableSideEffect("))) {
      return Mode.SIDE_EFFECT;
    }
    return isGivenOnlyTo(lambda, List.of("await(")) ? Mode.CONDITION : around;
  }

  static boolean opensScope(Facts.Lambda lambda) {
    return isGivenOnlyTo(lambda, List.of("newCancellationScope("));
  }

  private static boolean isGivenOnlyTo(Facts.Lambda lambda, List<String> methods) {
    return !lambda.users().isEmpty()
        && lambda.users().stream()
            .allMatch(
                user ->
                    methods.stream()
                        .anyMatch(m -> user.startsWith("io.temporal.workflow.Workflow." + m)));
  }
}
