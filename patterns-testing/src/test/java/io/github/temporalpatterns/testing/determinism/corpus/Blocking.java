// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.BLOCKING;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Bad: waiting outside of Temporal's sight. */
@SuppressWarnings("all")
final class Blocking {
  @Breaks(BLOCKING)
  static class SleepsInJava extends Shop.Base {
    public String order(String id) {
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        state = "INTERRUPTED";
      }
      return desk.charge(id);
    }
  }

  @Breaks(BLOCKING)
  static class SleepsByUnit extends Shop.Base {
    private void backOff(int attempt) throws InterruptedException {
      TimeUnit.SECONDS.sleep(1L << attempt);
    }

    public String order(String id) {
      try {
        backOff(3);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return id;
    }
  }

  @Breaks(BLOCKING)
  static class GuavaSleep extends Shop.Base {
    public String order(String id) {
      Uninterruptibles.sleepUninterruptibly(1, TimeUnit.SECONDS);
      return desk.charge(id);
    }
  }

  @Breaks(BLOCKING)
  static class SynchronizedSignal extends Shop.Base {
    public synchronized void paid(String by) {
      payer = by;
    }
  }

  @Breaks(BLOCKING)
  static class SynchronizedBlock extends Shop.Base {
    private final Object lock = new Object();

    public int addItem(String item) {
      synchronized (lock) {
        items.add(item);
        return desk.stock(item);
      }
    }
  }

  @Breaks(BLOCKING)
  static class LocksInJava extends Shop.Base {
    private final ReentrantLock lock = new ReentrantLock();

    public int addItem(String item) {
      lock.lock();
      try {
        return desk.stock(item);
      } finally {
        lock.unlock();
      }
    }
  }

  @Breaks(BLOCKING)
  static class ReadsUnderALock extends Shop.Base {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    public String order(String id) {
      lock.readLock().lock();
      String seen = payer;
      lock.readLock().unlock();
      return desk.charge(seen);
    }
  }

  @Breaks(BLOCKING)
  static class WaitsForACondition extends Shop.Base {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition paid = lock.newCondition();

    public String order(String id) {
      paid.awaitUninterruptibly();
      return id;
    }
  }

  @Breaks(BLOCKING)
  static class CountsDown extends Shop.Base {
    private final CountDownLatch latch = new CountDownLatch(1);

    public String order(String id) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        return "interrupted";
      }
      return id;
    }
  }

  @Breaks(BLOCKING)
  static class TakesAPermit extends Shop.Base {
    private static final Semaphore SLOTS = new Semaphore(3);

    public String order(String id) {
      SLOTS.acquireUninterruptibly();
      return desk.charge(id);
    }
  }

  @Breaks(BLOCKING)
  static class TakesFromAQueue extends Shop.Base {
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(10);

    public String order(String id) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        return "";
      }
    }
  }

  @Breaks(BLOCKING)
  static class PollsAQueueWithATimeout extends Shop.Base {
    private final LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();

    public String order(String id) {
      try {
        return String.valueOf(queue.poll(5, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        return "";
      }
    }
  }

  @Breaks(BLOCKING)
  static class HandsOver extends Shop.Base {
    private final SynchronousQueue<String> queue = new SynchronousQueue<>();

    public void paid(String by) {
      try {
        queue.put(by);
      } catch (InterruptedException e) {
        state = "NOT PAID";
      }
    }
  }

  @Breaks(BLOCKING)
  static class TakesTheLast extends Shop.Base {
    private final LinkedBlockingDeque<String> deque = new LinkedBlockingDeque<>();

    public String order(String id) {
      try {
        return deque.takeLast();
      } catch (InterruptedException e) {
        return "";
      }
    }
  }

  @Breaks(BLOCKING)
  static class JoinsAFuture extends Shop.Base {
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    public void paid(String by) {
      answer.complete(by);
    }

    public String order(String id) {
      return desk.charge(answer.join());
    }
  }

  @Breaks(BLOCKING)
  static class GetsATask extends Shop.Base {
    public String order(String id) throws RuntimeException {
      FutureTask<Integer> task = new FutureTask<>(() -> desk.stock(id));
      try {
        return id + task.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  @Breaks(BLOCKING)
  static class WaitsOnAnObject extends Shop.Base {
    private final Object monitor = new Object();

    public String order(String id) {
      try {
        monitor.wait(1000);
      } catch (InterruptedException e) {
        closed = true;
      }
      return id;
    }
  }

  @Breaks(BLOCKING)
  static class Parks extends Shop.Base {
    public String order(String id) {
      LockSupport.parkNanos(1_000_000);
      return desk.charge(id);
    }
  }

  @Breaks(BLOCKING)
  static class Barrier extends Shop.Base {
    private final CyclicBarrier barrier = new CyclicBarrier(2);

    public void paid(String by) {
      try {
        barrier.await();
      } catch (Exception e) {
        payer = e.getMessage();
      }
    }
  }

  @Breaks(BLOCKING)
  static class SpinsForASignal extends Shop.Base {
    public String order(String id) {
      while (!closed) {
        Thread.onSpinWait();
      }
      return desk.charge(id);
    }
  }

  @Breaks(BLOCKING)
  static class BusyWait extends Shop.Base {
    public String order(String id) {
      while (payer.isEmpty()) {}
      return desk.charge(payer);
    }
  }

  @Breaks(BLOCKING)
  static class WaitsForAllOfThem extends Shop.Base {
    private static <T> List<T> all(List<? extends Future<T>> futures) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        try {
          results.add(future.get(1, TimeUnit.SECONDS));
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
      return results;
    }

    public String order(String id) {
      return desk.charge(all(List.of(CompletableFuture.completedFuture(id))).get(0));
    }
  }

  private Blocking() {}
}
