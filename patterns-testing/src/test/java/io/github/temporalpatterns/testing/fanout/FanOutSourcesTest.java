// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.ShortRuns;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.math.BigDecimal;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Items on their way through several runs, and sources that are not what they should be. */
@Tag("real-server")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FanOutSourcesTest {
  private final Queue<String> billed = new ConcurrentLinkedQueue<>();

  @Test
  void fractionsReachTheShardsWithAllTheirDigits() {
    List<BigDecimal> prices =
        IntStream.range(0, 12)
            .mapToObj(i -> new BigDecimal("10000000000000000." + i + "0"))
            .toList();
    assertThat(run("list", prices)).isEqualTo(12);
    assertThat(billed)
        .containsExactlyInAnyOrderElementsOf(prices.stream().map(BigDecimal::toString).toList());
  }

  @Test
  void aWayRoundThatNoRunSeesAloneIsRefused() {
    assertThatThrownBy(() -> run("round", List.of()))
        .hasStackTraceContaining("its next cursor")
        .hasStackTraceContaining("was there before");
    assertThat(billed.stream().distinct()).hasSize(20);
  }

  @Test
  void aKeyThatComesAgainInALaterPageIsRefusedByThePage() {
    assertThatThrownBy(() -> run("keyed", List.of()))
        .hasStackTraceContaining("page at 1: each key must be there once, was twice: 0.50");
  }

  private long run(String what, List<BigDecimal> prices) {
    Class<?>[] library = ChunkedFanOut.workflows();
    try (PatternEnv env =
        PatternEnv.open(
            PatternEnvOptions.newBuilder()
                .setName("fanout-sources")
                .setReplay(Replay.AT_END)
                .setWorkflows(Bills.Default.class, BillOne.Default.class, library[0], library[1])
                .build())) {
      env.register(new Accounts());
      return env.scenario(Bills.class).run(bills -> bills.send(what, prices));
    }
  }

  /** A fan-out over prices, in short runs. */
  @WorkflowInterface
  public interface Bills {
    @WorkflowMethod
    long send(String what, List<BigDecimal> prices);

    /** By the name of the test. */
    final class Default implements Bills {
      private final ChunkedFanOut fanOut =
          ChunkedFanOut.create(
              ShortRuns.of(90, FanOutOptions.newBuilder(Yards.OPTIONS)).setChunkSize(1).build());

      @Override
      public long send(String what, List<BigDecimal> prices) {
        Work<BigDecimal, ?> work = Work.chunks(Billing.class, Billing::bill);
        return switch (what) {
          case "list" -> fanOut.run(Source.of(prices), work).succeeded();
          case "round" -> fanOut.run(Source.pages(Billing.class, Billing::round), work).failed();
          default ->
              fanOut
                  .run(
                      Source.pages(Billing.class, Billing::again),
                      Work.children(BillOne.class, BillOne::send).keyedByItem())
                  .failed();
        };
      }
    }
  }

  /** A child. */
  @WorkflowInterface
  public interface BillOne {
    @WorkflowMethod(name = "BillOne")
    long send(BigDecimal price);

    /** Does nothing. */
    final class Default implements BillOne {
      @Override
      public long send(BigDecimal price) {
        return 1;
      }
    }
  }

  /** Where bills go, and two sources with a fault. */
  @ActivityInterface
  public interface Billing {
    Chunk.Result<@Nullable Void> bill(Chunk<BigDecimal> prices);

    Source.Page<BigDecimal> round(@Nullable String cursor);

    Source.Page<BigDecimal> again(@Nullable String cursor);
  }

  private final class Accounts implements Billing {
    @Override
    public Chunk.Result<@Nullable Void> bill(Chunk<BigDecimal> prices) {
      return prices.each(price -> billed.add(price.toString()));
    }

    /** Twenty pages, the last of which points to the fourth. */
    @Override
    public Source.Page<BigDecimal> round(@Nullable String cursor) {
      int page = cursor == null ? 0 : Integer.parseInt(cursor);
      return new Source.Page<>(
          List.of(BigDecimal.valueOf(page)), String.valueOf(page == 19 ? 3 : page + 1));
    }

    @Override
    public Source.Page<BigDecimal> again(@Nullable String cursor) {
      List<BigDecimal> prices = List.of(new BigDecimal("0.50"));
      return new Source.Page<>(prices, cursor == null ? "1" : "2");
    }
  }
}
