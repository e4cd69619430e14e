// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.github.temporalpatterns.testing.PatternEnv;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker is stopped at once in the middle of a chunk; another one goes on. */
@Tag("real-server")
@Timeout(60)
final class FanOutInterruptedTest {
  private static final long ITEMS = 20;

  private final CountDownLatch underWay = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicBoolean once = new AtomicBoolean();
  private final Set<Long> done = new ConcurrentSkipListSet<>();

  @ParameterizedTest
  @CsvSource({"0, true", "5, true", "5, false"})
  void anItemAtWhichAWorkerStoppedHasNotFailed(long item, boolean heartbeats) {
    try (PatternEnv env = PatternEnv.open(classes())) {
      env.register((Round) houses -> houses.each(house -> deliver(house, item)));
      var run = env.scenario(Postman.class).start(postman -> postman.walk(heartbeats));
      env.await("the item", () -> underWay.getCount() == 0);

      env.killWorker();
      env.startWorker();

      assertThat(run.result(FanOutReport.class).orThrow().succeeded()).isEqualTo(ITEMS);
      assertThat(done).containsExactlyElementsOf(LongStream.range(0, ITEMS).boxed().toList());
    }
  }

  private void deliver(long house, long item) {
    if (house == item && once.compareAndSet(false, true)) {
      underWay.countDown();
      try {
        never.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted at the door", e);
      }
    }
    done.add(house);
  }

  private static Class<?>[] classes() {
    Class<?>[] library = ChunkedFanOut.workflows();
    return new Class<?>[] {Postman.Default.class, library[0], library[1]};
  }

  /** The activity. */
  @ActivityInterface
  public interface Round {
    Chunk.Result<@Nullable Void> walk(Chunk<Long> houses);
  }

  /** In one chunk. */
  @WorkflowInterface
  public interface Postman {
    @WorkflowMethod
    FanOutReport<@Nullable Void> walk(boolean heartbeats);

    /** By activities that are called again. */
    final class Default implements Postman {
      private final ChunkedFanOut fanOut = ChunkedFanOut.create(options(true));

      private static FanOutOptions options(boolean heartbeats) {
        ActivityOptions.Builder call =
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(3))
                .setRetryOptions(
                    RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(10)).build());
        if (heartbeats) {
          call.setHeartbeatTimeout(Duration.ofSeconds(2));
        }
        return FanOutOptions.newBuilder(call.build()).setChunkSize((int) ITEMS).build();
      }

      @Override
      public FanOutReport<@Nullable Void> walk(boolean heartbeats) {
        return fanOut.run(
            Source.range(0, ITEMS), Work.chunks(Round.class, Round::walk), options(heartbeats));
      }
    }
  }
}
