// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a sequence is performed on, and what must hold there. */
final class World<W extends AutoCloseable> {
  private final Supplier<W> maker;
  private final Map<String, BiConsumer<W, String>> actions = new LinkedHashMap<>();
  private final Map<String, Consumer<W>> invariants = new LinkedHashMap<>();
  private final Map<String, Consumer<W>> ends = new LinkedHashMap<>();

  World(Supplier<W> maker) {
    this.maker = maker;
  }

  void action(String name, BiConsumer<W, String> body) {
    actions.put(name, body);
  }

  void invariant(String what, Consumer<W> check) {
    invariants.put("\"" + what + "\"", check);
  }

  void atEnd(String what, Consumer<W> check) {
    ends.put("\"" + what + "\" at the end", check);
  }

  /** Performs a sequence in a new world; empty if nothing breaks. */
  Optional<Finding> perform(List<Step> steps) {
    W world = maker.get();
    Optional<Finding> found = performIn(world, steps);
    Throwable ofClose = close(world);
    return found.isPresent() || ofClose == null
        ? found
        : Optional.of(new Finding(steps, "the closing of the world", ofClose));
  }

  private Optional<Finding> performIn(W world, List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      List<Step> soFar = steps.subList(0, i + 1);
      BiConsumer<W, String> body = actions.get(step.action());
      if (body == null) {
        throw new IllegalArgumentException("there is no action " + step.action());
      }
      Throwable thrown = attempt(() -> body.accept(world, step.argument()));
      if (thrown != null) {
        return Optional.of(new Finding(soFar, "the action \"" + step.action() + "\"", thrown));
      }
      Optional<Finding> broken = check(invariants, world, soFar);
      if (broken.isPresent()) {
        return broken;
      }
    }
    return check(ends, world, steps);
  }

  private Optional<Finding> check(Map<String, Consumer<W>> checks, W world, List<Step> steps) {
    for (Map.Entry<String, Consumer<W>> check : checks.entrySet()) {
      Throwable thrown = attempt(() -> check.getValue().accept(world));
      if (thrown != null) {
        return Optional.of(new Finding(steps, check.getKey(), thrown));
      }
    }
    return Optional.empty();
  }

  private static @Nullable Throwable attempt(Runnable body) {
    try {
      body.run();
      return null;
    } catch (RuntimeException | AssertionError broken) {
      return broken;
    }
  }

  private static @Nullable Throwable close(AutoCloseable world) {
    try {
      world.close();
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e;
    } catch (Exception | AssertionError broken) {
      return broken;
    }
  }
}
