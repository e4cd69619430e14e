// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import org.slf4j.Logger;

/** Catch blocks and loops: each bad case breaks the rule of its name, each good one does not. */
@SuppressWarnings("all")
final class BlockCases {
  private static final Logger LOG = Workflow.getLogger(BlockCases.class);

  static final class CatchesErrorBad extends Parcel.Base {
    @Override
    public String run(String in) {
      try {
        return post.send(in);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static final class CatchesErrorGood extends Parcel.Base {
    @Override
    public String run(String in) {
      try (StringReader reader = new StringReader(in)) {
        return post.send(in) + reader.read();
      } catch (IOException | TemporalFailure e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static final class SwallowedCancellationBad extends Parcel.Base {
    @Override
    public String run(String in) {
      while (told.isEmpty()) {
        try {
          pause();
        } catch (RuntimeException e) {
          LOG.warn("going on with {} {} {}", in, last, e);
        }
      }
      return in;
    }

    private void pause() {
      Workflow.sleep(Duration.ofMinutes(1));
    }
  }

  static final class SwallowedCancellationGood extends Parcel.Base {
    @Override
    public String run(String in) {
      try {
        last = post.send(in);
      } catch (ActivityFailure e) {
        last = "not sent";
      }
      try {
        last = post.send(in);
      } catch (RuntimeException e) {
        last = post.send("again");
      }
      try {
        return String.valueOf(Integer.parseInt(in));
      } catch (RuntimeException e) {
        last = "no number";
      }
      try {
        Workflow.sleep(Duration.ofMinutes(1));
      } catch (CanceledFailure e) {
        last = "cancelled";
        throw e;
      }
      try {
        Workflow.sleep(Duration.ofMinutes(1));
      } catch (TemporalFailure e) {
        LOG.warn("interrupted", e);
        CancellationScope.throwCanceled();
      }
      return in;
    }
  }

  static final class CommandInFinallyBad extends Parcel.Base {
    @Override
    public String run(String in) {
      try {
        return post.send(in);
      } finally {
        release(in);
      }
    }

    private void release(String in) {
      post.send("release " + in);
    }
  }

  static final class CommandInFinallyGood extends Parcel.Base {
    @Override
    public String run(String in) {
      try (StringReader reader = new StringReader(in)) {
        return post.send(in) + reader.ready();
      } catch (IOException e) {
        return post.send("release");
      } finally {
        last = "";
      }
    }
  }

  static final class ConditionWritesBad extends Parcel.Base {
    @Override
    public String run(String in) {
      Workflow.await(() -> told.remove(in));
      return in;
    }
  }

  static final class ConditionWritesGood extends Parcel.Base {
    @Override
    public String run(String in) {
      Workflow.await(() -> new java.util.ArrayList<>(told).remove(in));
      return in;
    }
  }

  static final class ReplayingBad extends Parcel.Base {
    @Override
    public String run(String in) {
      if (!WorkflowUnsafe.isReplaying()) {
        post.send("for the first time");
      }
      return in;
    }
  }

  static final class ReplayingGood extends Parcel.Base {
    @Override
    public String run(String in) {
      if (!WorkflowUnsafe.isReplaying()) {
        LOG.info("for the first time");
      }
      return post.send(in);
    }
  }

  static final class LeakedTimerBad extends Parcel.Base {
    @Override
    public String run(String in) {
      while (!done) {
        if (Workflow.await(Duration.ofHours(1), () -> !told.isEmpty())) {
          post.send(told.remove(0));
        }
      }
      return in;
    }
  }

  static final class LeakedTimerGood extends Parcel.Base {
    @Override
    public String run(String in) {
      while (!Workflow.await(Duration.ofHours(1), () -> !told.isEmpty())) {
        post.send("nobody told me");
      }
      while (true) {
        if (Workflow.await(Duration.ofHours(1), () -> done)) {
          break;
        }
        post.send("not yet");
      }
      return Workflow.await(Duration.ofHours(1), () -> heard(in)) ? in : "";
    }

    private boolean heard(String in) {
      return told.contains(in);
    }
  }

  static final class UnboundedHistoryBad extends Parcel.Base {
    @Override
    public String run(String in) {
      while (true) {
        Workflow.await(() -> !told.isEmpty());
        post.send(told.remove(0));
      }
    }
  }

  static final class UnboundedHistoryGood extends Parcel.Base {
    @Override
    public String run(String in) {
      while (true) {
        Workflow.await(() -> !told.isEmpty());
        post.send(told.remove(0));
        if (Workflow.getInfo().isContinueAsNewSuggested()) {
          Workflow.continueAsNew(in);
        }
      }
    }
  }
}
