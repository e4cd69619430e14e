// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.api.common.v1.WorkflowExecution;

/**
 * Scripted activities. What a call does stands in its last argument: {@code fail} fails for good,
 * {@code once} too, but only one step of a name, {@code hold} waits for its cancellation, {@code
 * wait} until the test releases it, anything else succeeds.
 */
@ActivityInterface
public interface Bookings {
  @ActivityMethod(name = "book")
  String book(String key, String what);

  @ActivityMethod(name = "cancel")
  void cancel(String key, String what);

  @ActivityMethod(name = "settle")
  void settle(String key, String what);

  @ActivityMethod(name = "bookFor")
  String bookFor(String key, Guest guest);

  @ActivityMethod(name = "cancelFor")
  byte[] cancelFor(String key, Guest guest);

  @ActivityMethod(name = "cancelProto")
  WorkflowExecution cancelProto(String key, byte[] data, WorkflowExecution message);

  @ActivityMethod(name = "cancelAny")
  void cancelAny(String key, Object any);

  @ActivityMethod(name = "cancelShape")
  void cancelShape(String key, Shape shape);

  /** A type that a converter writes and cannot read: nothing says which one it is. */
  interface Shape {}

  record Bare(int edge) implements Shape {}

  record Guest(String name, int age) {}
}
