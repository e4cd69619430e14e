// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.temporalpatterns.fanout.FanOutOperator.Stop;
import io.github.temporalpatterns.internal.Wire;
import org.jspecify.annotations.Nullable;

/** What an operator can change while a fan-out runs. Handlers set it, the run's loop obeys. */
final class Controls {

  /**
   * The same as data, from a coordinator to its shards.
   *
   * @param version greater is newer: signals may overtake one another
   * @param window calls at once
   * @param tolerated how many items may fail, null for any number
   * @param paused whether no calls are made for now
   * @param stop whether no calls are made any more
   * @param rate items a second, null for any number
   */
  @Wire
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Control(
      int version,
      int window,
      @Nullable Long tolerated,
      boolean paused,
      @Nullable Stop stop,
      @Nullable Double rate) {

    Control newer(int window, @Nullable Long tolerated, boolean paused) {
      return new Control(version + 1, window, tolerated, paused, stop, rate);
    }

    Control newer(@Nullable Stop stop, @Nullable Double rate) {
      return new Control(version + 1, window, tolerated, paused, stop, rate);
    }
  }

  private Control now;

  Controls(int window, @Nullable Long tolerated, @Nullable Double rate) {
    this(new Control(0, window, tolerated, false, null, rate));
  }

  Controls(Control control) {
    now = control;
  }

  Control now() {
    return now;
  }

  int window() {
    return now.window();
  }

  @Nullable Long tolerated() {
    return now.tolerated();
  }

  @Nullable Stop stop() {
    return now.stop();
  }

  boolean paused() {
    return now.paused();
  }

  @Nullable Double rate() {
    return now.rate();
  }

  /** Whether more failed than may. */
  boolean isBroken(long failed) {
    return now.tolerated() != null && failed > now.tolerated();
  }

  void receive(Control control) {
    if (control.version() > now.version()) {
      now = control;
    }
  }

  void setWindow(int window) {
    now = now.newer(window, now.tolerated(), now.paused());
  }

  void setTolerated(@Nullable Long tolerated) {
    now = now.newer(now.window(), tolerated, now.paused());
  }

  void setPaused(boolean paused) {
    now = now.newer(now.window(), now.tolerated(), paused);
  }

  void setRate(@Nullable Double rate) {
    now = now.newer(now.stop(), rate);
  }

  /** A drain can become a stop at once, not the other way round. */
  void setStop(@Nullable Stop stop) {
    Stop stronger = now.stop() == Stop.NOW ? Stop.NOW : stop;
    now = now.newer(stronger, now.rate());
  }
}
