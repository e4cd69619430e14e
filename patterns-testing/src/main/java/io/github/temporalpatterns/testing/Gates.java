// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gates at which activities wait until a test opens them. Gates are closed at first; an opened gate
 * stays open.
 *
 * <p>Tests only: a test opens a gate, a fake activity passes it. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class Gates {
  private static final long BEAT_MILLIS = 20;

  private final Map<String, CompletableFuture<Boolean>> gates = new ConcurrentHashMap<>();

  /** Creates the gates. Each exists as soon as it is named. */
  public Gates() {}

  /**
   * Opens a gate for all that wait at it, and for all that come later.
   *
   * @param name the gate
   */
  public void open(String name) {
    gate(name).complete(true);
  }

  /**
   * Waits at a gate, in an activity. Heartbeats meanwhile, so that a cancellation ends the wait.
   *
   * @param name the gate
   * @throws ActivityCompletionException if the activity is cancelled, or its worker shuts down
   */
  public void pass(String name) {
    CompletableFuture<Boolean> gate = gate(name);
    while (true) {
      Activity.getExecutionContext().heartbeat(null);
      try {
        gate.get(BEAT_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        // still closed
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("a gate was torn down", e);
      }
    }
  }

  private CompletableFuture<Boolean> gate(String name) {
    return gates.computeIfAbsent(name, closed -> new CompletableFuture<>());
  }
}
