// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.github.temporalpatterns.testing.internal.script.ScriptedMethod.Caller;
import io.temporal.activity.Activity;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An object of an activity or workflow interface that does what its scripts say. */
public final class Fake<A> {
  private final Class<A> type;
  private final FakedInterface faked;
  private final AttemptClock clock;
  private final Complaints complaints;
  private final Scripts scripts;

  Fake(Class<A> type, AttemptClock clock, Complaints complaints) {
    this.type = type;
    this.faked = FakedInterface.of(type);
    this.clock = clock;
    this.complaints = complaints;
    this.scripts = new Scripts(faked, complaints);
  }

  /** Begins the script of the method that a reference names. */
  public <F, C> ScriptedMethod<F, C> script(
      Object reference, Caller<F> function, Caller<C> condition) {
    return scripts.of(reference, function, condition);
  }

  public boolean isWorkflow() {
    return faked.isWorkflow();
  }

  /** Returns the object that a worker registers, or, of a workflow, an object for one run. */
  public A implementation() {
    CannedRun run = new CannedRun(complaints);
    FakeHandler.Player player =
        isWorkflow()
            ? (method, values) -> playRun(run, method, values)
            : (method, values) ->
                scripts.play(
                    method.getName(),
                    new ActivityStage(Activity.getExecutionContext(), clock),
                    values);
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            new FakeHandler("canned " + type.getSimpleName(), player)));
  }

  private @Nullable Object playRun(CannedRun run, Method method, @Nullable Object[] values) {
    String name = method.getName();
    String signal = faked.signals() == null ? null : faked.signals().get(name);
    if (signal != null) {
      run.signal(signal);
      return null;
    }
    if (!faked.methods().containsKey(name)) {
      throw run.refusal("answer " + faked.reference(name) + ", because it is a fake");
    }
    return run.play(() -> scripts.play(name, run, values));
  }

  /** Whether the next call of an activity type is to time out before it starts. */
  boolean missesStart(String activityType, String call, @Nullable Object[] arguments) {
    return scripts.missesStart(activityType, call, arguments);
  }

  /** The activity types that a test scripted. */
  Stream<String> scripted() {
    return scripts.types();
  }

  List<String> unused() {
    return scripts.unused();
  }
}
