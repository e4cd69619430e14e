// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.FanOutOperator.Stop;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small fan-out written by hand, to test the contract: without flaw it keeps the rules for what
 * fits into one run, and each flaw breaks one.
 */
public final class HandMadeFanOut implements ScriptedFanOut {
  /** Items from an index on, so many. */
  private record Part(int from, int size) {}

  private final FanOutFlaw flaw = FlawedFanOut.flaw;
  private final HandMadeDesk desk = new HandMadeDesk(flaw);
  private final HandMadeCalls calls = new HandMadeCalls(flaw);
  private final Deque<Part> todo = new ArrayDeque<>();
  private final List<String> failures = new ArrayList<>();
  private final List<Chunk.Letter<String>> letters = new ArrayList<>();
  private @Nullable List<String> items;
  private @Nullable Long value;
  private long succeeded;
  private boolean wrong;
  private int started;

  /** Made by the worker. */
  public HandMadeFanOut() {
    Workflow.registerListener(desk);
  }

  @Override
  public Result work(Plan plan) {
    desk.window = plan.window();
    desk.rate = plan.rate();
    items = plan.form() == Form.PAGES ? calls.pages() : plan.items();
    int size = items.size();
    if (plan.form() == Form.NUMBERS) {
      size = Integer.parseInt(items.get(0));
      items = null;
    }
    desk.tolerated = tolerated(plan, size);
    fill(plan, size);
    CancellationScope scope = Workflow.newCancellationScope(() -> startAll(plan));
    try {
      scope.run();
    } catch (CanceledFailure e) {
      if (flaw == FanOutFlaw.DOES_NOT_WAIT) {
        throw e;
      }
    }
    if (desk.stop == Stop.NOW && flaw != FanOutFlaw.ALWAYS_DRAINS) {
      scope.cancel();
    }
    Workflow.newDetachedCancellationScope(() -> Workflow.await(() -> desk.running == 0)).run();
    CancellationScope.throwCanceled();
    calls.park(letters);
    return result();
  }

  private Result result() {
    if (wrong || broken()) {
      throw ApplicationFailure.newNonRetryableFailure(failures.toString(), "Failed");
    }
    String all = failures.isEmpty() ? "COMPLETED" : "COMPLETED_WITH_FAILURES";
    String outcome = desk.stop == null ? all : "STOPPED";
    return new Result(outcome, succeeded, failures.size(), failures, value);
  }

  private @Nullable Long tolerated(Plan plan, int size) {
    if (plan.ratio() == null) {
      return plan.tolerated();
    }
    double exact = plan.ratio() * size;
    return (long) (flaw == FanOutFlaw.LOSES_A_FRACTION ? exact : exact + 1e-9);
  }

  private void fill(Plan plan, int size) {
    boolean single = plan.form() == Form.ITEMS || plan.form() == Form.CHILDREN;
    int chunk = single ? 1 : plan.chunkSize();
    for (int from = 0; from < size; from += chunk) {
      int count = Math.min(chunk, size - from);
      if (count == chunk || flaw != FanOutFlaw.LOSES_THE_REST) {
        todo.add(new Part(from, count));
      }
    }
    if (size == 0 && flaw == FanOutFlaw.CALLS_FOR_NOTHING) {
      todo.add(new Part(0, 0));
    }
  }

  private boolean broken() {
    Long most = desk.tolerated;
    if (most == null) {
      return false;
    }
    return flaw == FanOutFlaw.OFF_BY_ONE ? failures.size() >= most : failures.size() > most;
  }

  private boolean over() {
    return wrong || broken() || desk.stop != null || (todo.isEmpty() && desk.running == 0);
  }

  private void startAll(Plan plan) {
    while (true) {
      Workflow.await(() -> over() || mayStart());
      if (over()) {
        return;
      }
      Part part = todo.remove();
      start(plan, part);
      awaitTurn(part);
    }
  }

  private void awaitTurn(Part part) {
    Double rate = flaw == FanOutFlaw.IGNORES_RATE ? null : desk.rate;
    if (rate != null) {
      Duration turn = Duration.ofMillis((long) (1_000 * part.size() / rate));
      Workflow.await(turn, () -> !rate.equals(desk.rate) || over());
    }
  }

  private boolean mayStart() {
    if (todo.isEmpty() || (desk.paused && flaw != FanOutFlaw.IGNORES_PAUSE)) {
      return false;
    }
    return switch (flaw) {
      case UNBOUNDED -> true;
      case BARRIER -> desk.running == 0 || started % desk.window != 0;
      default -> desk.running < desk.window;
    };
  }

  private void start(Plan plan, Part part) {
    started++;
    desk.running++;
    List<String> all = items;
    List<String> some =
        all == null ? null : List.copyOf(all.subList(part.from(), part.from() + part.size()));
    calls
        .call(plan.form(), part.from(), part.size(), some)
        .handle(
            (result, failure) -> {
              desk.running--;
              if (failure == null) {
                answered(part, result);
              } else if (desk.stop == null) {
                failed(part);
              }
              return null;
            });
  }

  private void answered(Part part, Chunk.Result<Long> result) {
    int covered = result.resumeFrom() == null ? part.size() : result.resumeFrom();
    wrong |=
        result.succeeded() + result.failed().size() != covered
            && flaw != FanOutFlaw.BELIEVES_ANYTHING;
    succeeded += result.succeeded();
    if (result.value() != null) {
      value = value == null ? result.value() : Long.valueOf(value + result.value());
    }
    int base = flaw == FanOutFlaw.WRONG_INDEX ? 0 : part.from();
    result.failed().forEach(one -> fail(base + one.place()));
    if (covered < part.size()) {
      boolean all = flaw == FanOutFlaw.RESTARTS_THE_CHUNK;
      int skipped = all ? 1 : covered;
      todo.add(new Part(part.from() + covered - (all ? 1 : 0), part.size() - skipped));
    }
  }

  private void failed(Part part) {
    if (part.size() > 1 && flaw != FanOutFlaw.NO_BISECTION) {
      int half = part.size() / 2;
      todo.addFirst(new Part(part.from() + half, part.size() - half));
      todo.addFirst(new Part(part.from(), half));
      return;
    }
    for (int i = 0; i < part.size(); i++) {
      fail(part.from() + i);
    }
  }

  private void fail(int index) {
    String item = items == null ? String.valueOf(index) : items.get(index);
    failures.add(index + " " + item);
    letters.add(new Chunk.Letter<>(index, item, "T", "m"));
  }
}
