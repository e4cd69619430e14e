// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import io.temporal.activity.Activity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the activity under test acts upon; a new one for each run of {@link KillAnywhere}.
 *
 * <p>Every effect must go through it, because that is where the worker dies. Threads on which items
 * run must be made during the attempt, as {@code ResumableBatch} does.
 */
public final class World {
  private final SimulatedServer<?> server;
  private final Map<Object, Integer> effects = Collections.synchronizedMap(new LinkedHashMap<>());

  World(SimulatedServer<?> server) {
    this.server = server;
  }

  /** What an item does to the world. */
  @FunctionalInterface
  public interface Effect {

    /**
     * Acts; either wholly or, with an exception, not at all.
     *
     * @throws Exception if it cannot
     */
    void run() throws Exception;
  }

  /**
   * Lets an item act, one at a time, unless its worker has been killed.
   *
   * @param key the item, by a key with {@code equals}
   * @param effect what it does
   * @throws IllegalStateException if the attempt that the item belongs to has ended
   */
  public void effect(Object key, Effect effect) {
    server
        .mine()
        .effect(
            () -> {
              try {
                effect.run();
              } catch (Exception e) {
                throw Activity.wrap(e);
              }
              effects.merge(key, 1, Integer::sum);
            });
  }

  /**
   * Returns how often each item acted.
   *
   * @return by key, in the order of the first effects; a copy
   */
  public Map<Object, Integer> effects() {
    synchronized (effects) {
      return new LinkedHashMap<>(effects);
    }
  }

  /** How many effects were done again. */
  int redone() {
    return effects().values().stream().mapToInt(times -> times - 1).sum();
  }
}
