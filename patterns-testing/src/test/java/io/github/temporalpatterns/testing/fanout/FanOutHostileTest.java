// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.github.temporalpatterns.testing.PatternEnv;
import io.temporal.activity.ActivityInterface;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stranger may hand to a fan-out: it ends or fails by name, and loses nothing silently. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FanOutHostileTest {
  private final PatternEnv env = PatternEnv.open(Odd.Default.class);

  @BeforeEach
  void register() {
    env.register((Oddities) FanOutHostileTest::work);
  }

  @AfterEach
  void close() {
    env.close();
  }

  @ParameterizedTest
  @CsvSource({
    "many, '5 succeeded and places [] failed of the 1 of item 1'",
    "twice, '0 succeeded and places [0] failed of the 1 of item 1'",
    "back, 'resumeFrom must be between 1 and 1 for item 1, was 0'",
    "nothing, nothing returned for item 1",
    "blank, an item that failed was null for item 1",
    "refused by the reducer, 'item 1: PICKY: the total is refused'",
  })
  void failsByAnAnswerThatIsNone(String item, String message) {
    Throwable failure = catchThrowable(() -> run("a", item));
    assertThat(FailureTypes.matches(failure, FailureTypes.FAN_OUT_FAILED)).isTrue();
    assertThat(failure).hasStackTraceContaining(message);
  }

  @Test
  void aBugOfTheReducerBlocksTheRunAndSaysSo() {
    assertThatThrownBy(() -> run("a", "bug of the reducer"))
        .isInstanceOf(AssertionError.class)
        .hasStackTraceContaining("a bug in a reducer");
  }

  @Test
  void worksOnNoItemsAtAllAndOnThoseThatAreNull() {
    assertThat(run().succeeded()).isZero();
    assertThat(run("a", null, "b").succeeded()).isEqualTo(3);
  }

  @Test
  void anItemLargerThanACallMayBeFailsAlone() {
    FanOutReport<?> report = run("a", "huge", "b");
    assertThat(report.succeeded()).isEqualTo(2);
    assertThat(report.failures()).singleElement().extracting("index").isEqualTo(1L);
    assertThat(report.failures().get(0).type()).isEqualTo(FailureTypes.PAYLOAD_TOO_LARGE);
  }

  @Test
  void showsAsManyFailuresAsItWasTold() {
    FanOutReport<?> report = run("bad", "a", "bad", "bad");
    assertThat(report.failed()).isEqualTo(3);
    assertThat(report.failures()).extracting("index").containsExactly(0L, 2L);
  }

  private FanOutReport<?> run(@Nullable String... items) {
    return env.scenario(Odd.class).run(odd -> odd.run(Arrays.asList(items)));
  }

  private static Chunk.@Nullable Result<String> work(Chunk<@Nullable String> chunk) {
    String item = String.valueOf(chunk.items().get(0));
    Chunk.Failed failed = new Chunk.Failed(0, "NO", "");
    return switch (item) {
      case "many" -> new Chunk.Result<>(5, List.of(), null, null);
      case "twice" -> new Chunk.Result<>(0, List.of(failed, failed), null, null);
      case "back" -> new Chunk.Result<>(0, List.of(), 0, null);
      case "nothing" -> null;
      case "bad" -> new Chunk.Result<>(0, List.of(failed), null, null);
      case "blank" -> new Chunk.Result<>(0, Collections.singletonList(null), null, null);
      default -> new Chunk.Result<>(chunk.size(), List.of(), null, item);
    };
  }

  /** The fan-out. */
  @WorkflowInterface
  public interface Odd {
    @WorkflowMethod
    FanOutReport<String> run(List<@Nullable String> items);

    /** One call at a time. */
    final class Default implements Odd {
      private final ChunkedFanOut fanOut =
          ChunkedFanOut.create(
              FanOutOptions.newBuilder(Yards.OPTIONS)
                  .setChunkSize(1)
                  .setWindow(1)
                  .setFailureSamples(2)
                  .setToleratedFailureRatio(1)
                  .build());

      @Override
      public FanOutReport<String> run(List<@Nullable String> items) {
        List<@Nullable String> all =
            items.stream().map(item -> "huge".equals(item) ? "x".repeat(3 << 20) : item).toList();
        return fanOut.run(
            Source.of(all), Work.chunks(Oddities.class, Oddities::work).reduce(Picky.class));
      }
    }
  }

  /** The activity. */
  @ActivityInterface
  public interface Oddities {
    Chunk.@Nullable Result<String> work(Chunk<@Nullable String> chunk);
  }

  /** Puts strings together, unless one is for it. */
  public static final class Picky implements Work.Reducer<String> {
    /** For the library. */
    public Picky() {}

    @Override
    public String add(String a, String b) {
      if (b.startsWith("refused")) {
        throw ApplicationFailure.newNonRetryableFailure("the total is refused", "PICKY");
      }
      if (b.startsWith("bug")) {
        throw new IllegalStateException("a bug in a reducer");
      }
      return a + b;
    }
  }
}
