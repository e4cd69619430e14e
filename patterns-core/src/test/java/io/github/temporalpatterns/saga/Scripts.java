// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.saga.SagaCompensator.Step;
import io.github.temporalpatterns.saga.SagaCompensator.Steps;
import io.temporal.workflow.Promise;

/** Steps of the scripts: booked by {@code book}, undone by {@code cancel}. */
final class Scripts {

  private Scripts() {}

  static Step undoable(Steps steps, String name) {
    return undoable(steps, name, "ok");
  }

  static Step undoable(Steps steps, String name, String undoWhat) {
    return steps.step(name).undo(Bookings.class, (b, key) -> b.cancel(key.toString(), undoWhat));
  }

  static String book(Steps steps, String name) {
    return book(steps, name, "ok");
  }

  static String book(Steps steps, String name, String what) {
    return book(undoable(steps, name), what);
  }

  static String book(Step step, String what) {
    return step.call(Bookings.class, (b, key) -> b.book(key.toString(), what));
  }

  static Promise<String> start(Step step, String what) {
    return step.callAsync(Bookings.class, (b, key) -> b.book(key.toString(), what));
  }

  /** A step that has nothing to undo and fails. */
  static String fail(Steps steps) {
    steps.step("fail").run(Bookings.class, (b, key) -> b.book(key.toString(), "fail"));
    throw new AssertionError("the step must fail");
  }
}
