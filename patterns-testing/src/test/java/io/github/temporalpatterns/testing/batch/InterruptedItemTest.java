// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.batch.BatchOptions;
import io.github.temporalpatterns.batch.BatchResult;
import io.github.temporalpatterns.batch.ResumableBatch;
import io.github.temporalpatterns.testing.PatternEnv;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker process is told to stop in the middle of a batch; another one goes on. */
@Tag("real-server")
final class InterruptedItemTest {
  private static final int ITEMS = 9;

  /** What a user's code makes of an interrupt. */
  enum Manner {
    WRAPS {
      @Override
      RuntimeException of(InterruptedException e) {
        return new IllegalStateException("interrupted while it called the service", e);
      }
    },
    RESTORES_THE_FLAG {
      @Override
      RuntimeException of(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("the service did not answer");
      }
    },
    FORGETS {
      @Override
      RuntimeException of(InterruptedException e) {
        return new IllegalStateException("the service did not answer");
      }
    };

    abstract RuntimeException of(InterruptedException e);
  }

  /** The activity. */
  @ActivityInterface
  public interface Deliveries {
    BatchResult deliver();
  }

  /** Calls it. */
  @WorkflowInterface
  public interface Delivery {
    @WorkflowMethod
    BatchResult run();
  }

  /** Calls it. */
  public static final class DeliveryImpl implements Delivery {
    private final Deliveries deliveries =
        Workflow.newActivityStub(
            Deliveries.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .setHeartbeatTimeout(Duration.ofSeconds(2))
                .setRetryOptions(
                    RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(10)).build())
                .build());

    @Override
    public BatchResult run() {
      return deliveries.deliver();
    }
  }

  private final CountDownLatch underWay = new CountDownLatch(3);
  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicInteger attempts = new AtomicInteger();

  @ParameterizedTest
  @EnumSource
  void doesNotCountTheItemsThatAWorkersStopInterrupted(Manner manner) {
    try (PatternEnv env = PatternEnv.open(DeliveryImpl.class)) {
      env.register((Deliveries) () -> deliver(manner));
      var run = env.scenario(Delivery.class).start(Delivery::run);
      env.await("three items under way", () -> underWay.getCount() == 0);

      env.killWorker();
      env.startWorker();

      assertThat(run.result(BatchResult.class).orThrow().processed()).isEqualTo(ITEMS);
      assertThat(attempts).hasValue(2);
    }
  }

  /** Every item may be skipped, and is tried once. */
  private BatchResult deliver(Manner manner) {
    boolean first = attempts.incrementAndGet() == 1;
    BatchOptions options =
        BatchOptions.newBuilder()
            .setWindow(3)
            .setSkipLimit(ITEMS)
            .setItemRetry(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build();
    return ResumableBatch.create(options)
        .run(
            start -> LongStream.range(start, ITEMS).boxed(),
            (item, position) -> {
              if (first && position > 0) {
                underWay.countDown();
                try {
                  never.await();
                } catch (InterruptedException e) {
                  throw manner.of(e);
                }
              }
            });
  }
}
