// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.Async;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A change of a workflow's code, and whether runs of the code before it replay on that after it.
 */
record CodeChange(
    String row, boolean replays, Functions.Func<String> before, Functions.Func<String> after) {

  /** A row of the page whose change stops the runs that have begun. */
  static CodeChange breaks(
      String row, Functions.Func<String> before, Functions.Func<String> after) {
    return new CodeChange(row, false, before, after);
  }

  /** A row of the page whose change does runs that have begun no harm. */
  static CodeChange replays(
      String row, Functions.Func<String> before, Functions.Func<String> after) {
    return new CodeChange(row, true, before, after);
  }

  @Override
  public String toString() {
    return row;
  }

  static String two() {
    return call("First") + call("Second");
  }

  static String call(String activity, Object... arguments) {
    return stub(5).execute(activity, String.class, arguments);
  }

  static Promise<String> start(String activity) {
    return stub(5).executeAsync(activity, String.class);
  }

  static ActivityStub stub(int minutes) {
    return Workflow.newUntypedActivityStub(
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(minutes)).build());
  }

  static String patient() {
    return stub(50).execute("First", String.class);
  }

  static String together() {
    Promise<String> first = start("First");
    Promise<String> second = start("Second");
    return first.get() + second.get();
  }

  /** The lambda runs when the workflow waits, so its call comes second. */
  static String byLambda() {
    Promise<String> first = Async.function(() -> call("First"));
    return call("Second") + first.get();
  }

  static String byReference() {
    Promise<String> first = start("First");
    return call("Second") + first.get();
  }

  static String sleep(int hours) {
    Workflow.sleep(Duration.ofHours(hours));
    return "slept ";
  }

  static String memo() {
    Workflow.upsertMemo(Map.of("step", "first"));
    return "";
  }

  static String details() {
    Workflow.setCurrentDetails("at work");
    return "";
  }

  static String sideEffect() {
    return Workflow.sideEffect(String.class, () -> "x");
  }

  static String child() {
    return Workflow.newUntypedChildWorkflowStub("Other").execute(String.class);
  }

  static AtomicBoolean listen(String signal) {
    AtomicBoolean came = new AtomicBoolean();
    Workflow.registerListener(
        (DynamicSignalHandler) (name, arguments) -> came.set(came.get() || name.equals(signal)));
    return came;
  }

  static String await(String signal) {
    AtomicBoolean came = listen(signal);
    Workflow.await(came::get);
    return call("First");
  }

  /** A third call since version 1. */
  static String guarded(int oldest, int newest) {
    return two() + (Workflow.getVersion("third", oldest, newest) < 1 ? "" : call("Third"));
  }
}
