// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Saga;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLock;
import io.temporal.workflow.WorkflowQueue;
import io.temporal.workflow.WorkflowSemaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** Harmless: waiting, catching, cleaning up, looping. */
@SuppressWarnings({"all", "try", "finally"})
final class HarmlessFlows {
  private static final Logger LOG = Workflow.getLogger(HarmlessFlows.class);

  static class ReleasesALock extends Shop.Base {
    private final WorkflowLock lock = Workflow.newWorkflowLock();

    public int addItem(String item) {
      lock.lock();
      try {
        items.add(item);
        return desk.stock(item);
      } finally {
        lock.unlock();
      }
    }
  }

  static class ReleasesASemaphore extends Shop.Base {
    private final WorkflowSemaphore slots = Workflow.newWorkflowSemaphore(3);

    public int addItem(String item) {
      slots.acquire();
      try {
        return desk.stock(item);
      } finally {
        slots.release();
      }
    }
  }

  static class TriesALock extends Shop.Base {
    private final WorkflowLock lock = Workflow.newWorkflowLock();

    public int addItem(String item) {
      if (!lock.tryLock(Duration.ofSeconds(5))) {
        return -1;
      }
      try {
        return desk.stock(item);
      } finally {
        if (lock.isHeld()) {
          lock.unlock();
        }
      }
    }
  }

  static final class Held implements AutoCloseable {
    private final WorkflowLock lock;

    Held(WorkflowLock lock) {
      this.lock = lock;
      lock.lock();
    }

    @Override
    public void close() {
      lock.unlock();
    }
  }

  static class HoldsALockInATry extends Shop.Base {
    private final WorkflowLock lock = Workflow.newWorkflowLock();

    public int addItem(String item) {
      try (Held held = new Held(lock)) {
        return desk.stock(item);
      }
    }
  }

  static class OffersInFinally extends Shop.Base {
    private final WorkflowQueue<String> free = Workflow.newWorkflowQueue(10);

    public int addItem(String item) {
      String slot = free.take();
      try {
        return desk.stock(item);
      } finally {
        free.offer(slot);
      }
    }
  }

  static class OffersInASignal extends Shop.Base {
    private final WorkflowQueue<String> queue = Workflow.newWorkflowQueue(100);

    public void paid(String by) {
      queue.offer(by);
    }

    public String order(String id) {
      for (String by = queue.take(); !by.equals("end"); by = queue.take()) {
        desk.charge(by);
      }
      return id;
    }

    public String status() {
      return String.valueOf(queue.peek());
    }
  }

  static class ClearsAFieldInFinally extends Shop.Base {
    public String order(String id) {
      state = "RUNNING";
      MDC.put("order", id);
      try {
        return desk.charge(id);
      } finally {
        MDC.remove("order");
        state = "DONE";
        items.clear();
      }
    }
  }

  static class CompletesInFinally extends Shop.Base {
    private final CompletablePromise<Void> done = Workflow.newPromise();

    public int addItem(String item) {
      try {
        return desk.stock(item);
      } finally {
        done.complete(null);
      }
    }

    public String order(String id) {
      done.get();
      return id;
    }
  }

  static class RemindsUntilPaid extends Shop.Base {
    public String order(String id) {
      while (payer.isEmpty()) {
        Workflow.await(Duration.ofDays(1), () -> !payer.isEmpty());
        if (payer.isEmpty()) {
          desk.notifyCustomer(id);
        }
      }
      return desk.charge(payer);
    }
  }

  static class RemindsWhileNotAnswered extends Shop.Base {
    public String order(String id) {
      boolean answered = false;
      int reminders = 0;
      while (!answered && reminders < 3) {
        answered = Workflow.await(Duration.ofDays(1), () -> closed);
        if (!answered) {
          desk.notifyCustomer("reminder " + ++reminders);
        }
      }
      return answered ? id : "expired";
    }
  }

  static class RemindsThreeTimes extends Shop.Base {
    public String order(String id) {
      for (int i = 0; i < 3; i++) {
        if (Workflow.await(Duration.ofDays(i + 1), () -> !payer.isEmpty())) {
          return desk.charge(payer);
        }
        desk.notifyCustomer(id);
      }
      throw ApplicationFailure.newFailure("nobody paid", "NotPaid");
    }
  }

  static class RemindsUntilDecided extends Shop.Base {
    private boolean approved;
    private boolean rejected;

    private boolean isDecided() {
      return approved || rejected;
    }

    public String order(String id) {
      do {
        Workflow.await(Duration.ofHours(8), this::isDecided);
        if (!isDecided()) {
          desk.notifyCustomer(id);
        }
      } while (!isDecided());
      return approved ? desk.charge(id) : "rejected";
    }
  }

  static class EscalatesByLevels extends Shop.Base {
    public String order(String id) {
      for (String level : List.of("agent", "lead", "manager")) {
        desk.notifyCustomer(level);
        boolean done = Workflow.await(Duration.ofHours(4), () -> closed);
        if (done) {
          break;
        }
      }
      return id;
    }
  }

  static class CancelsItsTimer extends Shop.Base {
    public String order(String id) {
      CancellationScope timer =
          Workflow.newCancellationScope(() -> Workflow.sleep(Duration.ofDays(1)));
      Promise<Void> waiting = Async.procedure(timer::run);
      desk.charge(id);
      timer.cancel("paid");
      try {
        waiting.get();
      } catch (CanceledFailure e) {
        LOG.info("the timer is gone");
      }
      return id;
    }
  }

  static class CancelsSlowCalls extends Shop.Base {
    public String order(String id) {
      List<Promise<String>> calls = new ArrayList<>();
      CancellationScope scope =
          Workflow.newCancellationScope(
              () -> items.forEach(item -> calls.add(Async.function(desk::charge, item))));
      scope.run();
      String first = Promise.anyOf(calls).get();
      scope.cancel();
      for (Promise<String> call : calls) {
        try {
          call.get();
        } catch (ActivityFailure e) {
          if (!(e.getCause() instanceof CanceledFailure)) {
            throw e;
          }
        }
      }
      return first;
    }
  }

  static class ReminderInAScope extends Shop.Base {
    public String order(String id) {
      CancellationScope reminders =
          Workflow.newCancellationScope(
              () -> {
                try {
                  Workflow.sleep(Duration.ofDays(3));
                  desk.notifyCustomer(id);
                } catch (CanceledFailure e) {
                  LOG.debug("no reminder needed");
                }
              });
      Async.procedure(reminders::run);
      Workflow.await(() -> closed);
      reminders.cancel();
      return id;
    }
  }

  static class CleansUpWhenCancelled extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(id);
      } catch (ActivityFailure e) {
        if (e.getCause() instanceof CanceledFailure) {
          Workflow.newDetachedCancellationScope(() -> desk.notifyCustomer(id)).run();
        }
        throw e;
      }
    }
  }

  static class EndsWhenCancelled extends Shop.Base {
    public String order(String id) {
      try {
        Workflow.await(() -> closed);
      } catch (CanceledFailure e) {
        state = "CANCELED";
        return state;
      }
      return desk.charge(id);
    }
  }

  static class AsksTheScope extends Shop.Base {
    public String order(String id) {
      for (String item : items) {
        try {
          desk.charge(item);
        } catch (TemporalFailure e) {
          if (CancellationScope.current().isCancelRequested()) {
            throw e;
          }
          state = "PARTLY";
        }
      }
      return state;
    }
  }

  static class LooksAtTheCause extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(id);
      } catch (RuntimeException e) {
        if (e.getCause() instanceof TimeoutFailure) {
          return "late";
        }
        throw e;
      }
    }
  }

  static class WrapsFailures extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(id);
      } catch (Exception e) {
        throw ApplicationFailure.newFailureWithCause("charge failed", "ChargeFailed", e);
      }
    }
  }

  static class ParsesANumber extends Shop.Base {
    public String order(String id) {
      int count;
      try {
        count = Integer.parseInt(id);
      } catch (Exception e) {
        count = 1;
      }
      return desk.charge(id + count);
    }
  }

  static class CatchesThrowableAroundPureCode extends Shop.Base {
    public String order(String id) {
      long hash = 0;
      try {
        hash = Long.decode(id);
      } catch (Throwable t) {
        LOG.warn("no number: {}", id);
      }
      return desk.charge(id + hash);
    }
  }

  static class LogsAndRethrowsAThrowable extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(id);
      } catch (Throwable t) {
        LOG.error("order {} ended", id, t);
        throw t;
      }
    }
  }

  static class SagaOfTheSdk extends Shop.Base {
    public String order(String id) {
      Saga saga = new Saga(new Saga.Options.Builder().setParallelCompensation(false).build());
      try {
        saga.addCompensation(desk::notifyCustomer, id);
        return desk.charge(id);
      } catch (ActivityFailure e) {
        saga.compensate();
        throw e;
      }
    }
  }

  private HarmlessFlows() {}
}
