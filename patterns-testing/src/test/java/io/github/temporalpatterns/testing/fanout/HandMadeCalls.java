// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.testing.fanout.ScriptedFanOut.Form;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of {@link HandMadeFanOut}. */
final class HandMadeCalls {
  private final FanOutFlaw flaw;
  private final Yard yard = Workflow.newActivityStub(Yard.class, Yards.OPTIONS);
  private final Yard local =
      Workflow.newLocalActivityStub(
          Yard.class,
          LocalActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build());

  HandMadeCalls(FanOutFlaw flaw) {
    this.flaw = flaw;
  }

  Promise<Chunk.Result<Long>> call(Form form, long from, int size, @Nullable List<String> items) {
    Form made = flaw == FanOutFlaw.WRONG_CALL && form == Form.ITEMS ? Form.CHUNKS : form;
    String first = items == null || items.isEmpty() ? "" : items.get(0);
    return switch (made) {
      case NUMBERS -> Async.function(yard::sum, new Chunk<Long>(from, size, null));
      case LOCAL -> Async.function(local::chunk, new Chunk<>(from, size, items));
      case ITEMS -> one(Async.function(yard::item, first));
      case CHILDREN -> one(Async.function(child(first)::work, first));
      default -> Async.function(yard::chunk, new Chunk<>(from, size, items));
    };
  }

  private static Promise<Chunk.Result<Long>> one(Promise<Long> call) {
    return call.thenApply(value -> new Chunk.Result<>(1, List.of(), null, value));
  }

  private ScriptedItem child(String item) {
    return Workflow.newChildWorkflowStub(
        ScriptedItem.class,
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(Workflow.getInfo().getWorkflowId() + "/" + item)
            .setWorkflowIdReusePolicy(
                flaw == FanOutFlaw.RUNS_CHILDREN_TWICE
                    ? WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE
                    : WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
            .build());
  }

  List<String> pages() {
    List<String> items = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      Source.Page<String> page = yard.page(cursor);
      items.addAll(page.items());
      cursor = page.next();
      if (cursor != null && seen.contains(cursor)) {
        if (flaw == FanOutFlaw.GOES_ROUND) {
          return items;
        }
        throw ApplicationFailure.newNonRetryableFailure("seen before: " + cursor, "Failed");
      }
      seen.add(String.valueOf(cursor));
    } while (cursor != null);
    return items;
  }

  void park(List<Chunk.Letter<String>> letters) {
    if (!letters.isEmpty() && flaw != FanOutFlaw.NO_LETTERS) {
      yard.park(letters);
    }
  }
}
