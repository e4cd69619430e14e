// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Passes on values of every kind: sealed, generic, protobuf, empty, by type and by name. */
@WorkflowInterface
public interface Trade {

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Fish.class, name = "fish"),
    @JsonSubTypes.Type(value = Book.class, name = "book")
  })
  sealed interface Good permits Fish, Book {}

  record Fish(String bigName, Optional<String> origin) implements Good {}

  record Book(String title) implements Good {}

  /** Lists that any mapper reads as what it wrote. */
  record Basket(List<Good> goods) {
    static Basket of(Good... goods) {
      return new Basket(new ArrayList<>(List.of(goods)));
    }
  }

  @ActivityInterface
  interface Market {
    int price(String stall, Good good);

    WorkflowExecution receipt(Basket basket);

    String advice(Good good);
  }

  @WorkflowMethod
  Set<String> trade(Good first, Basket more);

  final class Impl implements Trade {
    private static final ActivityOptions REMOTE =
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build();

    private final Market market = Workflow.newActivityStub(Market.class, REMOTE);
    private final Market local =
        Workflow.newLocalActivityStub(
            Market.class,
            LocalActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .build());

    @Override
    public Set<String> trade(Good first, Basket more) {
      List<Good> all = new ArrayList<>(more.goods());
      all.add(0, first);
      Workflow.upsertMemo(Map.of("first good", first));
      if (more.goods().contains(first)) {
        market.price("lonely", first);
        throw new IllegalStateException("nothing against itself");
      }
      Workflow.newTimer(
              Duration.ofMinutes(1), TimerOptions.newBuilder().setSummary("a rest").build())
          .get();
      local.advice(first);
      all.forEach(good -> market.price("of " + good.getClass().getSimpleName(), good));
      WorkflowExecution receipt = market.receipt(new Basket(all));
      Workflow.newUntypedActivityStub(REMOTE).execute("weigh", String.class, receipt, first);
      return new LinkedHashSet<>(List.of("fish", "book"));
    }
  }
}
