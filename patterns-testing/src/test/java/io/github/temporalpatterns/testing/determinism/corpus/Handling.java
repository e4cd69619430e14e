// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.CATCHES_ERROR;
import static io.github.temporalpatterns.testing.determinism.DeterminismRule.COMMAND_IN_FINALLY;
import static io.github.temporalpatterns.testing.determinism.DeterminismRule.SWALLOWED_CANCELLATION;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;

/** Bad: what is caught and what is done at the end. */
@SuppressWarnings({"all", "try", "finally"})
final class Handling {
  private static final Logger LOG = Workflow.getLogger(Handling.class);

  @Breaks(CATCHES_ERROR)
  static class LogsAThrowable extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(id);
      } catch (Throwable t) {
        LOG.error("failed", t);
        return "failed";
      }
    }
  }

  @Breaks(CATCHES_ERROR)
  static class CompensatesAThrowable extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(id);
      } catch (Throwable t) {
        desk.notifyCustomer(id);
        throw t;
      }
    }
  }

  @Breaks(CATCHES_ERROR)
  static class CatchesAnError extends Shop.Base {
    public String order(String id) {
      try {
        Workflow.sleep(Duration.ofMinutes(1));
      } catch (Error e) {
        state = "BROKEN";
      }
      return id;
    }
  }

  @Breaks(CATCHES_ERROR)
  static class CatchesEither extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(id);
      } catch (RuntimeException | Error e) {
        throw ApplicationFailure.newFailure(String.valueOf(e.getMessage()), "Broken");
      }
    }
  }

  @Breaks(CATCHES_ERROR)
  static class RetriesAnything extends Shop.Base {
    private <R> R retry(Functions.Func<R> call) {
      Throwable last = null;
      for (int i = 0; i < 3; i++) {
        try {
          return call.apply();
        } catch (Throwable t) {
          last = t;
        }
      }
      throw Workflow.wrap(new Exception(last));
    }

    public String order(String id) {
      return retry(() -> desk.charge(id));
    }
  }

  @Breaks(CATCHES_ERROR)
  static class CatchesInALambda extends Shop.Base {
    public String order(String id) {
      Promise<Void> done =
          Async.procedure(
              () -> {
                try {
                  desk.charge(id);
                } catch (Throwable t) {
                  items.add(String.valueOf(t));
                }
              });
      return id + done.get();
    }
  }

  @Breaks(CATCHES_ERROR)
  static class ReturnsFromFinally extends Shop.Base {
    public String order(String id) {
      try {
        state = desk.charge(id);
      } finally {
        return state;
      }
    }
  }

  @Breaks(CATCHES_ERROR)
  static class AroundContinueAsNew extends Shop.Base {
    public String order(String id) {
      try {
        if (items.size() > 10) {
          Workflow.continueAsNew(id);
        }
      } catch (Throwable t) {
        state = "FAILED";
      }
      return id;
    }
  }

  @Breaks(SWALLOWED_CANCELLATION)
  static class LogsAndGoesOn extends Shop.Base {
    public String order(String id) {
      while (!closed) {
        try {
          Workflow.sleep(Duration.ofHours(1));
        } catch (CanceledFailure e) {
          LOG.info("cancelled");
        }
      }
      return id;
    }
  }

  @Breaks(SWALLOWED_CANCELLATION)
  static class EmptyCatch extends Shop.Base {
    public String order(String id) {
      try {
        Workflow.await(() -> closed);
      } catch (CanceledFailure ignored) {
      }
      return desk.charge(id);
    }
  }

  @Breaks(SWALLOWED_CANCELLATION)
  static class FailedItemByItem extends Shop.Base {
    private final List<String> failed = new ArrayList<>();

    public String order(String id) {
      for (String item : items) {
        try {
          desk.charge(item);
        } catch (Exception e) {
          failed.add(item);
        }
      }
      return String.join(",", failed);
    }
  }

  @Breaks(SWALLOWED_CANCELLATION)
  static class DefaultsOnFailure extends Shop.Base {
    private int stockOrZero(String item) {
      try {
        return desk.stock(item);
      } catch (RuntimeException e) {
        LOG.warn("no stock of {}: {}", item, e.getMessage());
        return 0;
      }
    }

    public String order(String id) {
      return stockOrZero(id) > 0 ? desk.charge(id) : "none";
    }
  }

  @Breaks(SWALLOWED_CANCELLATION)
  static class TemporalFailuresAreAllTheSame extends Shop.Base {
    public String order(String id) {
      for (int i = 0; i < 5; i++) {
        try {
          return desk.charge(id);
        } catch (TemporalFailure e) {
          state = "RETRY " + i;
        }
      }
      return "gave up";
    }
  }

  @Breaks(SWALLOWED_CANCELLATION)
  static class SwallowsInAHelper extends Shop.Base {
    private static void pause(Duration time) {
      try {
        Workflow.sleep(time);
      } catch (Exception e) {
        e.printStackTrace();
      }
    }

    public String order(String id) {
      pause(Duration.ofDays(1));
      return desk.charge(id);
    }
  }

  @Breaks(SWALLOWED_CANCELLATION)
  static class SwallowsInAnAsync extends Shop.Base {
    public String order(String id) {
      Promise<String> answer =
          Async.function(
              () -> {
                try {
                  return desk.charge(id);
                } catch (Exception e) {
                  return "none";
                }
              });
      return desk.charge(answer.get());
    }
  }

  @Breaks(COMMAND_IN_FINALLY)
  static class NotifiesAtLast extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(id);
      } finally {
        desk.notifyCustomer(id);
      }
    }
  }

  @Breaks(COMMAND_IN_FINALLY)
  static class ReleasesIfReserved extends Shop.Base {
    private boolean reserved;

    private void release() {
      if (reserved) {
        Async.procedure(desk::notifyCustomer, "released");
      }
    }

    public String order(String id) {
      try {
        reserved = desk.stock(id) > 0;
        return id;
      } finally {
        release();
      }
    }
  }

  @Breaks(COMMAND_IN_FINALLY)
  static class UpsertsAMemo extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(id);
      } finally {
        Workflow.upsertMemo(Map.of("done", true));
      }
    }
  }

  @Breaks(COMMAND_IN_FINALLY)
  static class DetachedInFinally extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(id);
      } finally {
        Workflow.newDetachedCancellationScope(() -> desk.notifyCustomer(id)).run();
      }
    }
  }

  @Breaks(COMMAND_IN_FINALLY)
  static class SignalsInFinally extends Shop.Base {
    private final Shop.Parcel parcel =
        Workflow.newExternalWorkflowStub(Shop.Parcel.class, "parcel");

    public String order(String id) {
      try {
        return desk.charge(id);
      } finally {
        parcel.stop();
      }
    }
  }

  static final class Reservation implements AutoCloseable {
    private final Shop.Desk desk;

    Reservation(Shop.Desk desk) {
      this.desk = desk;
    }

    @Override
    public void close() {
      desk.notifyCustomer("released");
    }
  }

  @Breaks(COMMAND_IN_FINALLY)
  static class ClosesAResource extends Shop.Base {
    public String order(String id) {
      try (Reservation reservation = new Reservation(desk)) {
        return desk.charge(id);
      }
    }
  }

  @Breaks(COMMAND_IN_FINALLY)
  static class ClosesALambda extends Shop.Base {
    interface Undo extends AutoCloseable {
      @Override
      void close();
    }

    public String order(String id) {
      try (Undo undo = () -> desk.notifyCustomer("undone " + id)) {
        return desk.charge(id);
      }
    }
  }

  @Breaks(COMMAND_IN_FINALLY)
  static class LocksAndNotifies extends Shop.Base {
    private final WorkflowLock lock = Workflow.newWorkflowLock();

    public int addItem(String item) {
      lock.lock();
      try {
        return desk.stock(item);
      } finally {
        desk.notifyCustomer(item);
        lock.unlock();
      }
    }
  }

  private Handling() {}
}
