// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import com.google.protobuf.ByteString;
import io.github.temporalpatterns.batch.BatchOptions;
import io.github.temporalpatterns.batch.BatchResult;
import io.github.temporalpatterns.batch.BatchResult.Stop;
import io.github.temporalpatterns.batch.Checkpoint;
import io.github.temporalpatterns.batch.ResumableBatch;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The library's batch, by a plan. */
final class DefaultBatchSubject implements ScriptedBatch {
  private static final DefaultDataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

  private final Item item;

  DefaultBatchSubject(Item item) {
    this.item = item;
  }

  @Override
  public Result process(Plan plan, @Nullable String checkpoint) {
    BatchResult result =
        ResumableBatch.create(options(plan))
            .startingFrom(checkpoint == null ? null : read(checkpoint))
            .run(
                start -> LongStream.range(start, plan.items()).boxed(),
                (number, position) -> item.process(position));
    Checkpoint end = result.checkpoint();
    return new Result(result.completed(), end.done(), end.skipped(), write(end));
  }

  private static BatchOptions options(Plan plan) {
    BatchOptions.Builder options =
        BatchOptions.newBuilder()
            .setWindow(plan.window())
            .setSkipLimit(plan.skipLimit())
            .setItemRetry(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(1))
                    .setMaximumAttempts(plan.tries())
                    .build());
    if (plan.whenStopped() == WhenStopped.RETURN) {
      options.setReturnOn(Stop.CANCELED, Stop.SHUTDOWN);
    }
    return options.build();
  }

  private static String write(Checkpoint checkpoint) {
    return CONVERTER.toPayload(checkpoint).orElseThrow().getData().toStringUtf8();
  }

  private static Checkpoint read(String checkpoint) {
    Payload payload =
        CONVERTER.toPayload(Checkpoint.none()).orElseThrow().toBuilder()
            .setData(ByteString.copyFromUtf8(checkpoint))
            .build();
    return CONVERTER.fromPayload(payload, Checkpoint.class, Checkpoint.class);
  }
}
