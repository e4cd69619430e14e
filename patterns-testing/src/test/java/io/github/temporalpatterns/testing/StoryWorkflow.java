// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does a little of everything that a history can show, in two runs. */
@WorkflowInterface
public interface StoryWorkflow {

  @ActivityInterface(namePrefix = "Tell")
  interface Teller {
    void line(String text);
  }

  @ActivityInterface(namePrefix = "Note")
  interface Notes {
    String take(String text);
  }

  @WorkflowInterface
  interface Aside {
    @WorkflowMethod
    String whisper();

    final class Impl implements Aside {
      @Override
      public String whisper() {
        return "psst";
      }
    }
  }

  @WorkflowMethod
  void tell(Duration pause, boolean second);

  @SignalMethod
  void applaud();

  @UpdateMethod
  int encore();

  final class Impl implements StoryWorkflow {
    private final Teller teller =
        Workflow.newActivityStub(
            Teller.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(10)).build());
    private final Notes notes =
        Workflow.newLocalActivityStub(
            Notes.class,
            LocalActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(10))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build());
    private boolean applauded;
    private int encores;

    @Override
    public void tell(Duration pause, boolean second) {
      if (second) {
        Workflow.newTimer(Duration.ofDays(2));
        return;
      }
      notes.take("begin");
      Workflow.sleep(pause);
      CancellationScope scope =
          Workflow.newCancellationScope(() -> Workflow.newTimer(Duration.ofDays(1)));
      scope.run();
      List<Promise<Void>> lines = new ArrayList<>();
      for (String text : List.of("a", "b", "c")) {
        lines.add(Async.procedure(teller::line, text));
      }
      Promise.allOf(lines).get();
      scope.cancel();
      Workflow.newChildWorkflowStub(Aside.class).whisper();
      Workflow.await(() -> applauded && encores > 0);
      Workflow.newContinueAsNewStub(StoryWorkflow.class).tell(pause, true);
    }

    @Override
    public void applaud() {
      applauded = true;
    }

    @Override
    public int encore() {
      return ++encores;
    }
  }
}
