// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.temporal.activity.ActivityInfo;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tasks that have come through a gate and whose attempts have not asked yet. */
@RunsIn(ACTIVITY)
final class Arrivals {
  private final Map<ByteBuffer, Runnable> byToken = new ConcurrentHashMap<>();

  void add(ActivityInfo task, Runnable whenAsked) {
    byToken.put(token(task), whenAsked);
  }

  /** Its attempt has asked: from now on the guard knows of it. */
  void asked(ActivityInfo task) {
    Runnable whenAsked = byToken.remove(token(task));
    if (whenAsked != null) {
      whenAsked.run();
    }
  }

  /** It is over, whether it has asked or not. */
  void remove(ActivityInfo task) {
    byToken.remove(token(task));
  }

  private static ByteBuffer token(ActivityInfo task) {
    return ByteBuffer.wrap(task.getTaskToken());
  }
}
