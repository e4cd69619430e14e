// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The workflow that most of the corpus implements: an order with items. */
@WorkflowInterface
public interface Shop {

  @WorkflowMethod
  String order(String id);

  @SignalMethod
  void paid(String by);

  @UpdateMethod
  int addItem(String item);

  @UpdateValidatorMethod(updateName = "addItem")
  void checkItem(String item);

  @QueryMethod
  String status();

  /** What an order calls. */
  @ActivityInterface
  interface Desk {
    String charge(String what);

    int stock(String item);

    void notifyCustomer(String who);

    List<String> itemsOf(String id);

    Set<String> tagsOf(String id);

    Map<String, BigDecimal> pricesOf(String id);
  }

  /** A line of an order. */
  record Line(String item, int count, BigDecimal price) {
    BigDecimal total() {
      return price.multiply(BigDecimal.valueOf(count));
    }
  }

  /** Another workflow. */
  @WorkflowInterface
  interface Parcel {
    @WorkflowMethod
    String ship(String item);

    @SignalMethod
    void stop();
  }

  /** An order without a fault. */
  abstract class Base implements Shop {
    final Desk desk =
        Workflow.newActivityStub(
            Desk.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(5)).build());
    final List<String> items = new ArrayList<>();
    final Map<String, Integer> counts = new LinkedHashMap<>();
    String payer = "";
    String state = "NEW";
    boolean closed;

    @Override
    public String order(String id) {
      return desk.charge(id);
    }

    @Override
    public void paid(String by) {
      payer = by;
    }

    @Override
    public int addItem(String item) {
      items.add(item);
      counts.merge(item, 1, Integer::sum);
      return items.size();
    }

    @Override
    public void checkItem(String item) {
      if (item.isBlank() || items.size() > 100) {
        throw new IllegalArgumentException("no such item: " + item);
      }
    }

    @Override
    public String status() {
      return state + " " + items.size();
    }
  }
}
