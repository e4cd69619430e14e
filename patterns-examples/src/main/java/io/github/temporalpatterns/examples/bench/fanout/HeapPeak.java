// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** The largest heap that a collection left while this was open: what cannot be given back. */
final class HeapPeak implements AutoCloseable {
  private final AtomicLong bytes = new AtomicLong();
  private final NotificationListener listener =
      (notification, handback) -> {
        if (notification.getUserData() instanceof CompositeData data) {
          note(GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageAfterGc());
        }
      };

  HeapPeak() {
    ManagementFactory.getGarbageCollectorMXBeans()
        .forEach(
            collector ->
                ((NotificationEmitter) collector).addNotificationListener(listener, null, null));
  }

  private void note(Map<String, MemoryUsage> pools) {
    long used =
        pools.entrySet().stream()
            .filter(pool -> isHeap(pool.getKey()))
            .mapToLong(pool -> pool.getValue().getUsed())
            .sum();
    bytes.accumulateAndGet(used, Math::max);
  }

  private static boolean isHeap(String pool) {
    return pool.contains("Eden") || pool.contains("Survivor") || pool.contains("Old");
  }

  long megabytes() {
    return bytes.get() >> 20;
  }

  @Override
  public void close() {
    ManagementFactory.getGarbageCollectorMXBeans()
        .forEach(
            collector -> {
              try {
                ((NotificationEmitter) collector).removeNotificationListener(listener);
              } catch (ListenerNotFoundException e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
