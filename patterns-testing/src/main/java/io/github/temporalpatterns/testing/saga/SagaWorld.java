// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The other side of one run's activities: the effects, their ledger, and what goes wrong.
 *
 * <p>It behaves as a careful participant does: by its key an effect happens once, is taken back
 * once, and is refused once it has been taken back.
 */
final class SagaWorld implements SagaParticipant {

  /** What a saga asks of the world. */
  enum Op {
    APPLY,
    UNDO,
    CONFIRM
  }

  /** What goes wrong with one attempt. */
  enum Fault {
    NONE,
    /** Fails for good, without effect. */
    REFUSE,
    /** Fails for good, after its effect. */
    REFUSE_AFTER_EFFECT,
    /** Fails, but may be tried again. */
    FLAKE,
    /** Fails, but may be tried again; by its type, nothing was done. */
    NOTHING_DONE,
    /** Works, but only after a second. */
    SLOW,
    /** No answer, no effect. */
    TIME_OUT,
    /** No answer, but an effect: as if the answer were lost or the worker had died. */
    TIME_OUT_AFTER_EFFECT,
    /** No answer, and the effect comes after everything else: on the first undo. */
    TIME_OUT_BEFORE_EFFECT,
    /** The run is cancelled, then works as usual. */
    CANCEL,
    /** The run is cancelled, then fails for good. */
    CANCEL_AND_REFUSE
  }

  /** One call that reached the world. {@code call} tells scheduled activities apart. */
  record Entry(
      Op op, String step, String key, String call, @Nullable String reservation, boolean effect) {}

  /** The failure type of an attempt that has done nothing. */
  static final String NO_EFFECT = "NothingDone";

  private static final Duration OVERTAKING = Duration.ofMillis(200);
  private static final Duration SLOW = Duration.ofSeconds(1);

  private final Consumer<String> cancelAndWait;
  private final Map<String, Deque<Fault>> faults = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, String> applied = new LinkedHashMap<>();
  private final Set<String> undone = new LinkedHashSet<>();
  private final List<Runnable> late = new ArrayList<>();

  /**
   * @param cancelAndWait cancels the run of a workflow id and returns once the run has noticed
   */
  SagaWorld(Consumer<String> cancelAndWait) {
    this.cancelAndWait = cancelAndWait;
  }

  /** Sets what goes wrong with the attempts at one operation of a step; then all goes well. */
  synchronized void fault(Op op, String step, Fault... attempts) {
    faults.put(op + step, new ArrayDeque<>(List.of(attempts)));
  }

  /** All calls so far. */
  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The steps whose operation had an effect, in order. */
  List<String> effects(Op op) {
    return entries().stream().filter(e -> e.op() == op && e.effect()).map(Entry::step).toList();
  }

  /** The steps for which an operation was scheduled, in order, whatever came of it. */
  List<String> scheduled(Op op) {
    Map<String, String> calls = new LinkedHashMap<>();
    entries().stream().filter(e -> e.op() == op).forEach(e -> calls.put(e.call(), e.step()));
    return List.copyOf(calls.values());
  }

  /** The steps whose effect stands. */
  synchronized List<String> standing() {
    return applied.keySet().stream()
        .filter(key -> !undone.contains(key))
        .map(key -> stepOf(key))
        .toList();
  }

  private String stepOf(String key) {
    return entries.stream()
        .filter(entry -> entry.key().equals(key))
        .map(Entry::step)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String apply(String step, String key) {
    meet(Op.APPLY, step, key, null, () -> bringAbout(key));
    return reservation(key);
  }

  @Override
  public void undo(String step, String key, @Nullable String reservation) {
    meet(Op.UNDO, step, key, reservation, () -> takeBack(key));
    late().forEach(Runnable::run);
  }

  @Override
  public void confirm(String step, String key) {
    meet(Op.CONFIRM, step, key, null, () -> true);
  }

  static String reservation(String key) {
    return "reservation of " + key;
  }

  private void meet(
      Op op, String step, String key, @Nullable String reservation, Supplier<Boolean> effect) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    String call = context.getInfo().getWorkflowRunId() + "/" + context.getInfo().getActivityId();
    Runnable work = () -> note(new Entry(op, step, key, call, reservation, effect.get()));
    Fault fault = next(op, step);
    if (fault == Fault.CANCEL || fault == Fault.CANCEL_AND_REFUSE) {
      cancelAndWait.accept(context.getInfo().getWorkflowId());
      // An undo that does not wait for its step gets the time to overtake it.
      linger(OVERTAKING, () -> undone.contains(key));
    }
    if (fault == Fault.SLOW) {
      linger(SLOW, () -> false);
    }
    switch (fault) {
      case NONE, SLOW, CANCEL, REFUSE_AFTER_EFFECT, TIME_OUT_AFTER_EFFECT -> work.run();
      default -> note(new Entry(op, step, key, call, reservation, false));
    }
    switch (fault) {
      case REFUSE, REFUSE_AFTER_EFFECT, CANCEL_AND_REFUSE ->
          throw ApplicationFailure.newNonRetryableFailure(op + " " + step, "Refused");
      case FLAKE -> throw ApplicationFailure.newFailure(op + " " + step, "Flaked");
      case NOTHING_DONE -> throw ApplicationFailure.newFailure(op + " " + step, NO_EFFECT);
      case TIME_OUT, TIME_OUT_AFTER_EFFECT -> context.doNotCompleteOnReturn();
      case TIME_OUT_BEFORE_EFFECT -> {
        context.doNotCompleteOnReturn();
        postpone(work);
      }
      case NONE, SLOW, CANCEL -> {}
    }
  }

  private synchronized void linger(Duration most, BooleanSupplier enough) {
    long end = System.nanoTime() + most.toNanos();
    try {
      while (!enough.getAsBoolean() && System.nanoTime() < end) {
        wait(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Fault next(Op op, String step) {
    Deque<Fault> planned = faults.get(op + step);
    Fault fault = planned == null ? null : planned.poll();
    return fault == null ? Fault.NONE : fault;
  }

  private synchronized void note(Entry entry) {
    entries.add(entry);
  }

  private synchronized void postpone(Runnable effect) {
    late.add(effect);
  }

  private synchronized List<Runnable> late() {
    List<Runnable> due = List.copyOf(late);
    late.clear();
    return due;
  }

  private synchronized boolean bringAbout(String key) {
    return !undone.contains(key) && applied.put(key, reservation(key)) == null;
  }

  private synchronized boolean takeBack(String key) {
    return undone.add(key) && applied.containsKey(key);
  }
}
