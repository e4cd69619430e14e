// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does as its callers' last argument says, and notes it in the ledger. */
final class Desk implements Bookings {

  /** One attempt for steps and undos, so that a failure is final at once. */
  static final ActivityOptions ONE_ATTEMPT =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofMinutes(10))
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
          .build();

  private final Ledger ledger;

  Desk(Ledger ledger) {
    this.ledger = ledger;
  }

  static SagaOptions.Builder options() {
    return SagaOptions.newBuilder(ONE_ATTEMPT).setUndoOptions(ONE_ATTEMPT);
  }

  @Override
  public String book(String key, String what) {
    act("book", key, what);
    return what.length() > 100 ? "large" : what;
  }

  @Override
  public void cancel(String key, String what) {
    act("cancel", key, what);
  }

  @Override
  public void settle(String key, String what) {
    act("settle", key, what);
  }

  @Override
  public String bookFor(String key, Guest guest) {
    act("book", key, guest.name());
    return guest.name();
  }

  @Override
  public byte[] cancelFor(String key, Guest guest) {
    act("cancel", key, "for " + guest);
    ledger.add("cancelled for " + guest);
    return new byte[] {1};
  }

  @Override
  public WorkflowExecution cancelProto(String key, byte[] data, WorkflowExecution message) {
    act("cancel", key, "proto");
    ledger.add(new String(data, StandardCharsets.UTF_8) + " " + message.getWorkflowId());
    return message;
  }

  @Override
  public void cancelAny(String key, Object any) {
    act("cancel", key, "any");
    ledger.add("cancelled for " + any);
  }

  @Override
  public void cancelShape(String key, Shape shape) {
    act("cancel", key, "shape");
    ledger.add("cancelled for " + shape);
  }

  /** The step's name of a key's text, or of what the test gave instead. */
  static String step(String key) {
    String[] parts = key.split("/", -1);
    if (parts.length == 2) {
      return parts[1];
    }
    String path = URLDecoder.decode(parts[parts.length - 2], StandardCharsets.UTF_8);
    return path.substring(path.indexOf('/') + 1).replace("~1", "/").replace("~0", "~");
  }

  private void act(String verb, String key, String what) {
    String effect = verb + " " + step(key);
    ledger.key(key);
    ledger.add(effect);
    ledger.entered();
    try {
      switch (what) {
        case "busyThenWait" -> busyThenWait(effect);
        case "once" -> failOnce(key, effect);
        case "fail" -> throw ApplicationFailure.newNonRetryableFailure(effect, "Boom");
        case "hold" -> hold(effect, true);
        case "wait" -> hold(effect, false);
        default -> {}
      }
    } finally {
      ledger.left();
    }
    ledger.reached("done " + effect);
  }

  private void busyThenWait(String effect) {
    if (Activity.getExecutionContext().getInfo().getAttempt() == 1) {
      throw ApplicationFailure.newFailure("nothing was done", "Busy");
    }
    hold(effect, false);
  }

  private void failOnce(String key, String effect) {
    String step = step(key).replaceFirst(".*/", "");
    if (!ledger.hasReached("failed once " + step)) {
      ledger.reached("failed once " + step);
      throw ApplicationFailure.newNonRetryableFailure(effect, "Boom");
    }
  }

  /** Leaves when released or, if it heartbeats, by the exception that a heartbeat then throws. */
  private void hold(String effect, boolean heartbeat) {
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (!ledger.hasReached("release " + effect)) {
        if (heartbeat) {
          Activity.getExecutionContext().heartbeat(null);
        }
        ledger.reached("held " + effect);
        if (never.await(10, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (ActivityCompletionException e) {
      ledger.add("left " + effect);
      throw e;
    } catch (InterruptedException e) {
      throw Activity.wrap(e);
    }
  }
}
