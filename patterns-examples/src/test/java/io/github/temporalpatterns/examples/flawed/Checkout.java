// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.flawed;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** An order: reserve, charge, wait for a person's approval, ship. */
@WorkflowInterface
public interface Checkout {

  /** Returns what the customer is told. */
  @WorkflowMethod
  String place(List<String> items);

  /** A person says that all is well. */
  @SignalMethod
  void approve();

  /** How far it is. */
  @QueryMethod
  String status();

  /** The shop's services; a key names one charge and its refund. */
  @ActivityInterface
  interface Store {
    @ActivityMethod(name = "reserve")
    void reserve(String item);

    @ActivityMethod(name = "charge")
    String charge(String key);

    @ActivityMethod(name = "refund")
    void refund(String key);

    @ActivityMethod(name = "ship")
    void ship(String key);
  }
}
