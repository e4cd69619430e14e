// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.PatternOperator;
import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOperator;
import io.github.temporalpatterns.fanout.FanOutOperator.Command;
import io.github.temporalpatterns.fanout.FanOutOperator.Status;
import io.github.temporalpatterns.fanout.FanOutOperator.Stop;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.FanOutWatch;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Uses of a fan-out, for its page. */
final class FanOutUses {
  private static final ActivityOptions ACTIVITIES =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofMinutes(5))
          .setHeartbeatTimeout(Duration.ofSeconds(20))
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(3).build())
          .build();

  /** What is done with images. */
  @ActivityInterface
  interface Images {
    Chunk.Result<@Nullable Void> shrink(Chunk<String> names);

    Source.Page<String> list(@Nullable String cursor);

    void park(List<Chunk.Letter<String>> failed);

    Source.Page<String> parked(@Nullable String cursor);
  }

  /** A chunk activity. */
  abstract static class Shrinking {
    abstract void shrinkOne(String name);

    // region activity
    public Chunk.Result<@Nullable Void> shrink(Chunk<String> names) {
      return names.each(name -> shrinkOne(name));
    }
    // endregion
  }

  /** A list. */
  static class ShrinkList {
    // region workflow
    private final ChunkedFanOut fanOut =
        ChunkedFanOut.create(FanOutOptions.newBuilder(ACTIVITIES).setWindow(200).build());

    public FanOutReport<@Nullable Void> shrink(List<String> names) {
      return fanOut.run(Source.of(names), Work.chunks(Images.class, Images::shrink));
    }
    // endregion
  }

  /** Pages. */
  static class ShrinkBucket {
    private final ChunkedFanOut fanOut =
        ChunkedFanOut.create(FanOutOptions.newBuilder(ACTIVITIES).build());

    FanOutReport<@Nullable Void> shrink() {
      // region pages
      Source<String> names = Source.pages(Images.class, Images::list);
      return fanOut.run(names, Work.chunks(Images.class, Images::shrink));
      // endregion
    }
  }

  /** What failed of them. */
  static class Redrive {
    // region dead-letter
    private final ChunkedFanOut fanOut =
        ChunkedFanOut.create(
            FanOutOptions.newBuilder(ACTIVITIES)
                .setToleratedFailureRatio(0.01)
                .setDeadLetter(Images.class, Images::park)
                .build());

    public FanOutReport<@Nullable Void> redrive() {
      return fanOut.run(
          Source.pages(Images.class, Images::parked), Work.chunks(Images.class, Images::shrink));
    }
    // endregion
  }

  static void operate(WorkflowClient client, String workflowId) {
    // region operate
    FanOutOperator fanOut = PatternOperator.of(client).at(FanOutOperator.class, workflowId);
    fanOut.fanOutPause(Command.of("ticket-7", "ann", "the store is slow"));
    fanOut.fanOutSetWindow(Command.of("ticket-7b", "ann", "go easy on it").number(20));
    fanOut.fanOutResume(Command.of("ticket-7c", "ann", "it is fast again"));
    fanOut.fanOutCancel(Command.of("ticket-8", "bob", "no more needed").stop(Stop.DRAIN));

    Status status = FanOutWatch.of(client, workflowId).status();
    System.out.printf("%,d done, %s left%n", status.succeeded(), status.left());
    // endregion
  }
}
