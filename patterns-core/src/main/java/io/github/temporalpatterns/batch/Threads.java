// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that items run on. */
@RunsIn(ACTIVITY)
final class Threads {
  private static final String NAME = "patterns-batch-";

  private Threads() {}

  /** Virtual where they no longer hold their carrier in synchronized code, as JDBC drivers have. */
  static ThreadFactory standard() {
    return Runtime.version().feature() < 24 ? daemons(NAME) : virtual();
  }

  static ThreadFactory daemons(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + count.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** {@code Thread.ofVirtual().name(NAME, 0).factory()}, which Java 17 cannot compile. */
  private static ThreadFactory virtual() {
    try {
      Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
      Object unnamed = Thread.class.getMethod("ofVirtual").invoke(null);
      Object named = builder.getMethod("name", String.class, long.class).invoke(unnamed, NAME, 0L);
      return (ThreadFactory) builder.getMethod("factory").invoke(named);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java ought to have virtual threads", e);
    }
  }
}
