// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.github.temporalpatterns.testing.activity.TimeoutKind;
import io.temporal.activity.ManualActivityCompletionClient;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a scripted behaviour can do with the call that it serves, besides returning and failing. */
public interface Stage {

  /**
   * What names the call in each replay of it, so that it takes its behaviour once only; null for a
   * call that is never replayed.
   */
  @Nullable String key();

  /** Works for a while; heartbeats at each gap, or, without one, often enough to stay alive. */
  void sleep(Duration duration, @Nullable Duration gap);

  /** Ends by a timeout of the server, and never returns. */
  void timeOut(TimeoutKind kind);

  /** Dies in silence, and never returns: ends by whichever timeout finds it out first. */
  void vanish();

  /** Waits for its cancellation and gives in to it. */
  Object hang();

  /** Waits for its cancellation and returns. */
  void awaitCancel();

  /** Waits until a signal has come. */
  void awaitSignal(String name);

  /** Leaves the result to whoever holds the client. */
  void completeLater(Consumer<ManualActivityCompletionClient> handOver);
}
