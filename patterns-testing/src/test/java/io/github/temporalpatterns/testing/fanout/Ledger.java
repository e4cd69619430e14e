// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Books prices, page by page, or parks numbers that all fail. */
@WorkflowInterface
public interface Ledger {
  /** How many pages there are, of one price each. */
  int PAGES = 4;

  /** The page that waits at the gate, from 0. */
  int GATE = 3;

  @WorkflowMethod
  FanOutReport<@Nullable Void> book(String what);

  /** The price of a page; a double could not hold it. */
  static BigDecimal price(int page) {
    return new BigDecimal("10000000000000000.%d0".formatted(page));
  }

  /** Over the pages, or over two chunks of numbers. */
  final class Default implements Ledger {
    private final ChunkedFanOut fanOut =
        ChunkedFanOut.create(
            FanOutOptions.newBuilder(
                    Yards.OPTIONS.toBuilder()
                        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(2).build())
                        .build())
                .setChunkSize(120)
                .setDeadLetter(Bank.class, Bank::park)
                .build());

    @Override
    public FanOutReport<@Nullable Void> book(String what) {
      return what.equals("pages")
          ? fanOut.run(Source.pages(Bank.class, Bank::page), Work.chunks(Bank.class, Bank::book))
          : fanOut.run(Source.range(0, 240), Work.chunks(Bank.class, Bank::refuse));
    }
  }

  /** What the fan-out calls. */
  @ActivityInterface
  interface Bank {
    Source.Page<Map<String, BigDecimal>> page(@Nullable String cursor);

    Chunk.Result<@Nullable Void> book(Chunk<Map<String, BigDecimal>> bookings);

    Chunk.Result<@Nullable Void> refuse(Chunk<Long> numbers);

    void park(List<Chunk.Letter<Long>> letters);
  }

  /** Notes what it was called for. */
  final class Vault implements Bank {
    private final CountDownLatch gate;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<BigDecimal> booked = new ConcurrentLinkedQueue<>();
    private final Queue<Long> parked = new ConcurrentLinkedQueue<>();

    Vault(CountDownLatch gate) {
      this.gate = gate;
    }

    /** The pages that were asked for, and what else came to the gate. */
    Queue<String> asked() {
      return asked;
    }

    Queue<BigDecimal> booked() {
      return booked;
    }

    Queue<Long> parked() {
      return parked;
    }

    @Override
    public Source.Page<Map<String, BigDecimal>> page(@Nullable String cursor) {
      int page = cursor == null ? 0 : Integer.parseInt(cursor);
      asked.add(String.valueOf(page));
      if (page == GATE) {
        passTheGate();
      }
      String next = page + 1 < PAGES ? String.valueOf(page + 1) : null;
      return new Source.Page<>(List.of(Map.of("price", price(page))), next);
    }

    @Override
    public Chunk.Result<@Nullable Void> book(Chunk<Map<String, BigDecimal>> bookings) {
      return bookings.each(booking -> booked.add(booking.get("price")));
    }

    /** The first chunk fails, more than a call of letters takes; the other waits. */
    @Override
    public Chunk.Result<@Nullable Void> refuse(Chunk<Long> numbers) {
      if (numbers.first() > 0) {
        try {
          passTheGate();
        } finally {
          asked.add("cancelled");
        }
      }
      return numbers.each(
          number -> {
            throw ApplicationFailure.newNonRetryableFailure("no", "NO");
          });
    }

    @Override
    public void park(List<Chunk.Letter<Long>> letters) {
      letters.forEach(letter -> parked.add(letter.index()));
      passTheGate();
    }

    private void passTheGate() {
      try {
        while (!gate.await(20, TimeUnit.MILLISECONDS)) {
          Activity.getExecutionContext().heartbeat(null);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException("the gate was torn down", e);
      }
    }
  }
}
