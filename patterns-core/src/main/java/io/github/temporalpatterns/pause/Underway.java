// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

/** Counts what a run does at the moment. Pure. */
final class Underway {
  private int waiting;
  private int begun;
  private int resting;

  void begin() {
    begun++;
  }

  void finish() {
    begun--;
  }

  /** The workflow waits at a safe point. */
  void stop() {
    waiting++;
  }

  /** It leaves the safe point. */
  void start() {
    waiting--;
  }

  /** The workflow waits for what has begun, and so do some calls around that. */
  void rest(int calls) {
    waiting++;
    resting += calls;
  }

  /** It goes on after that. */
  void wake(int calls) {
    waiting--;
    resting -= calls;
  }

  boolean isWaiting() {
    return waiting > 0;
  }

  /** What has begun and not ended. */
  int all() {
    return begun;
  }

  /** Those that do not just wait for another of them. */
  int working() {
    return begun - resting;
  }
}
