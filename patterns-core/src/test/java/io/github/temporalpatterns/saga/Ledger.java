// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What the activities did, in order, and points at which test and run meet. */
final class Ledger {
  private final List<String> effects = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final Map<String, CompletableFuture<String>> points = new ConcurrentHashMap<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  void add(String effect) {
    effects.add(effect);
    reached(effect);
  }

  /** The idempotency key that a call brought. */
  void key(String key) {
    keys.add(key);
  }

  List<String> keys() {
    return List.copyOf(keys);
  }

  List<String> effects() {
    return List.copyOf(effects);
  }

  List<String> effects(String verb) {
    return effects.stream().filter(effect -> effect.startsWith(verb + " ")).toList();
  }

  void reached(String point) {
    point(point).complete(point);
  }

  boolean hasReached(String point) {
    return point(point).isDone();
  }

  void awaitReached(String point) {
    assertThat(point(point)).as("reached %s", point).succeedsWithin(Duration.ofSeconds(20));
  }

  /** Lets a call go on that waits in the desk. */
  void release(String point) {
    reached("release " + point);
  }

  void releaseAll() {
    points.values().forEach(point -> point.complete("all"));
  }

  void entered() {
    mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
  }

  void left() {
    running.decrementAndGet();
  }

  int mostAtOnce() {
    return mostAtOnce.get();
  }

  private CompletableFuture<String> point(String point) {
    return points.computeIfAbsent(point, name -> new CompletableFuture<>());
  }
}
