// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the server knows of one attempt, and what happens to it. Thread-safe. */
final class SimulatedAttempt {

  /** A heartbeat's details, and how they read when the heartbeat was called. */
  private record Said(@Nullable Object details, Encoded then) {}

  private final RunConverter converter;
  private final @Nullable Strike strike;
  private final int sentEvery;
  private final Map<Moment, Integer> crossings = new EnumMap<>(Moment.class);
  private final List<Said> said = new ArrayList<>();
  private @Nullable Encoded recorded;
  private @Nullable ActivityExecutionContext context;
  private @Nullable Thread thread;
  private @Nullable Blow struck;
  private boolean ended;
  private int answered;
  private int late;

  /**
   * @param converter the client's, by which heartbeats are written and read
   * @param recorded what the attempts before have left
   * @param sentEvery how many heartbeats it takes until one reaches the server
   */
  SimulatedAttempt(
      RunConverter converter, @Nullable Strike strike, int sentEvery, @Nullable Encoded recorded) {
    this.converter = converter;
    this.strike = strike;
    this.sentEvery = sentEvery;
    this.recorded = recorded;
  }

  synchronized void begin(ActivityExecutionContext context) {
    this.context = context;
    thread = Thread.currentThread();
    // An interrupt that came too late for the attempt before is not for this one.
    Thread.interrupted();
  }

  /** Does something to the world, unless the worker has died. */
  synchronized void effect(Runnable effect) {
    reach(Moment.BEFORE_EFFECT);
    if (ended) {
      late++;
      throw new IllegalStateException("an item went on after its attempt had ended");
    }
    effect.run();
    reach(Moment.AFTER_EFFECT);
  }

  synchronized void heartbeat(@Nullable Object details) {
    reach(Moment.BEFORE_HEARTBEAT);
    if (struck == null || struck.keepsHeartbeats()) {
      if (said.size() % sentEvery == 0) {
        recorded = converter.encode(details);
      }
      said.add(new Said(details, converter.encode(details)));
      notifyAll();
    }
    reach(Moment.AFTER_HEARTBEAT);
    if (struck != null && context != null) {
      answered++;
      notifyAll();
      throw struck.answer(context.getInfo());
    }
  }

  /** Waits until so many heartbeats were called, or the time is over. */
  synchronized boolean awaitHeartbeats(int count, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (said.size() < count && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
    }
    return said.size() >= count;
  }

  /** Waits until a heartbeat was answered by a blow, or the time is over. */
  synchronized boolean awaitAnswer(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (answered == 0 && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
    }
    return answered > 0;
  }

  /** Strikes now, from outside. */
  synchronized void strike(Blow blow) {
    struck = blow;
    if (blow == Blow.INTERRUPT && thread != null) {
      thread.interrupt();
    }
  }

  synchronized void end() {
    if (struck != Blow.KILL) {
      struckAt(Moment.BEFORE_COMPLETION);
    }
    ended = true;
  }

  /** What a failure of the attempt leaves to the next one: the last details ride on it. */
  synchronized @Nullable Encoded left() {
    boolean reported = struck == null || !struck.dropsAnswer();
    return reported && !said.isEmpty()
        ? converter.encode(said.get(said.size() - 1).details())
        : recorded;
  }

  synchronized boolean isLost() {
    return struck != null && struck.dropsAnswer();
  }

  synchronized int crossings(Moment moment) {
    return crossings.getOrDefault(moment, 0);
  }

  synchronized int heartbeats() {
    return said.size();
  }

  /** How many effects came after the attempt's end. */
  synchronized int late() {
    return late;
  }

  /** The heartbeats whose details read otherwise now. */
  synchronized List<Integer> changedHeartbeats() {
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      if (!converter.encode(said.get(i).details()).equals(said.get(i).then())) {
        changed.add(i + 1);
      }
    }
    return changed;
  }

  synchronized long largestHeartbeat() {
    return said.stream().mapToLong(one -> converter.bytes(one.then().raw())).max().orElse(0);
  }

  private void reach(Moment moment) {
    if (struck != Blow.KILL) {
      struckAt(moment);
    }
    if (struck == Blow.KILL) {
      throw new WorkerDied();
    }
  }

  private void struckAt(Moment moment) {
    int times = crossings.merge(moment, 1, Integer::sum);
    if (strike != null && strike.hits(moment, times)) {
      strike(strike.blow());
    }
  }

  /** The context that the activity sees. */
  static final class Context extends ActivityExecutionContextBase {
    private final SimulatedAttempt attempt;
    private final @Nullable Encoded last;

    Context(ActivityExecutionContext next, SimulatedAttempt attempt) {
      super(next);
      this.attempt = attempt;
      this.last = attempt.recorded;
    }

    @Override
    public <V> void heartbeat(V details) throws ActivityCompletionException {
      attempt.heartbeat(details);
    }

    @Override
    public <V> Optional<V> getLastHeartbeatDetails(Class<V> type) {
      return getLastHeartbeatDetails(type, type);
    }

    @Override
    public <V> Optional<V> getLastHeartbeatDetails(Class<V> type, Type genericType) {
      return last == null
          ? Optional.empty()
          : Optional.ofNullable(attempt.converter.decode(last, type, genericType));
    }

    @Override
    public <V> Optional<V> getHeartbeatDetails(Class<V> type) {
      return getHeartbeatDetails(type, type);
    }

    @Override
    @SuppressWarnings("unchecked") // as the SDK does
    public <V> Optional<V> getHeartbeatDetails(Class<V> type, Type genericType) {
      synchronized (attempt) {
        return attempt.said.isEmpty()
            ? getLastHeartbeatDetails(type, genericType)
            : Optional.ofNullable((V) attempt.said.get(attempt.said.size() - 1).details());
      }
    }
  }
}
