// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Client-side work on many things at a time, but never on all of a long list. */
final class Parallel {
  private static final int AT_ONCE = 32;

  private Parallel() {}

  /** What is done with an item. */
  interface Work<T, R> {
    R apply(T item) throws InterruptedException;
  }

  /** Maps all items; the results stand in the items' order. */
  static <T, R> List<R> map(List<T> items, Work<T, R> work)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<R>> tasks = new ArrayList<>();
      for (T item : items) {
        tasks.add(() -> work.apply(item));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> end : threads.invokeAll(tasks)) {
        results.add(end.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
