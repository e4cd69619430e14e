// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.THREAD;

import io.temporal.workflow.Workflow;
import java.util.Arrays;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Bad: threads of its own, and waiting outside of Temporal's sight. */
@SuppressWarnings("all")
final class Threads {

  @Breaks(THREAD)
  static class StartsAThread extends Shop.Base {
    public String order(String id) {
      new Thread(() -> items.add(id)).start();
      return id;
    }
  }

  @Breaks(THREAD)
  static class UsesAPool extends Shop.Base {
    public String order(String id) {
      ExecutorService pool = Executors.newFixedThreadPool(4);
      items.forEach(item -> pool.submit(() -> desk.charge(item)));
      pool.shutdown();
      return id;
    }
  }

  @Breaks(THREAD)
  static class RunsAsync extends Shop.Base {
    public String order(String id) {
      CompletableFuture.runAsync(() -> desk.charge(id));
      return id;
    }
  }

  @Breaks(THREAD)
  static class ThenApplyAsync extends Shop.Base {
    public String order(String id) {
      CompletableFuture.completedFuture(id).thenAcceptAsync(x -> payer = x);
      return id;
    }
  }

  @Breaks(THREAD)
  static class ParallelItems extends Shop.Base {
    public String order(String id) {
      items.parallelStream().forEach(desk::charge);
      return id;
    }
  }

  @Breaks(THREAD)
  static class ParallelRange extends Shop.Base {
    public String order(String id) {
      int total = IntStream.range(0, items.size()).parallel().map(i -> i * i).sum();
      return desk.charge(id + total);
    }
  }

  @Breaks(THREAD)
  static class ParallelSupport extends Shop.Base {
    public String order(String id) {
      return id + StreamSupport.stream(items.spliterator(), true).map(x -> desk.charge(x)).count();
    }
  }

  @Breaks(THREAD)
  static class ForksAndJoins extends Shop.Base {
    static final class Sum extends RecursiveTask<Integer> {
      protected Integer compute() {
        return 1;
      }
    }

    public String order(String id) {
      return desk.charge(id + ForkJoinPool.commonPool().invoke(new Sum()));
    }
  }

  @Breaks(THREAD)
  static class OldTimer extends Shop.Base {
    public String order(String id) {
      new Timer()
          .schedule(
              new TimerTask() {
                public void run() {
                  closed = true;
                }
              },
              1000);
      Workflow.await(() -> closed);
      return id;
    }
  }

  @Breaks(THREAD)
  static class Scheduled extends Shop.Base {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    public String order(String id) {
      timer.schedule(() -> state = "LATE", 1, TimeUnit.MINUTES);
      return id;
    }
  }

  @Breaks(THREAD)
  static class ContextInAThreadLocal extends Shop.Base {
    private static final ThreadLocal<String> TENANT = ThreadLocal.withInitial(() -> "none");

    public String order(String id) {
      return desk.charge(TENANT.get() + id);
    }
  }

  @Breaks(THREAD)
  static class ThreadOfItsOwnClass extends Shop.Base {
    static final class Worker extends Thread {
      public void run() {
        setName("worker");
      }
    }

    public String order(String id) {
      Worker worker = new Worker();
      worker.start();
      return id;
    }
  }

  @Breaks(THREAD)
  static class SortsInParallel extends Shop.Base {
    public String order(String id) {
      String[] all = items.toArray(new String[0]);
      Arrays.parallelSort(all);
      return desk.charge(all[0]);
    }
  }

  @Breaks(THREAD)
  static class CompletesOnTimeout extends Shop.Base {
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    public String order(String id) {
      CompletableFuture<String> late = answer.completeOnTimeout("late", 5, TimeUnit.SECONDS);
      return desk.charge(late.getNow("not yet"));
    }
  }

  @Breaks(THREAD)
  static class TimesOutAFuture extends Shop.Base {
    public String order(String id) {
      CompletableFuture<String> answer = new CompletableFuture<>();
      answer.orTimeout(1, TimeUnit.SECONDS).exceptionally(e -> state = "FAILED");
      return desk.charge(id);
    }
  }

  @Breaks(THREAD)
  static class ParallelMap extends Shop.Base {
    private final ConcurrentHashMap<String, Integer> stock = new ConcurrentHashMap<>();

    public String order(String id) {
      stock.forEach(1, (item, count) -> desk.charge(item));
      return id;
    }
  }

  @Breaks(THREAD)
  static class NameOfTheThread extends Shop.Base {
    public String order(String id) {
      return desk.charge(id + Thread.currentThread().getName());
    }
  }

  static final class Pools {
    private Pools() {}

    static <T> Future<T> later(Callable<T> call) {
      return Executors.newCachedThreadPool().submit(call);
    }
  }

  @Breaks(THREAD)
  static class HelperWithAPool extends Shop.Base {
    public void paid(String by) {
      Pools.later(() -> payer = by);
    }
  }

  private Threads() {}
}
