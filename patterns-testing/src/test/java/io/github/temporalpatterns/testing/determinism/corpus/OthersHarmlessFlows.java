// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import io.temporal.activity.LocalActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Harmless flows, as people write them who have never seen the check. */
@SuppressWarnings("all")
final class OthersHarmlessFlows {

  static class Quorum extends Shop.Base {
    public String order(String id) {
      AtomicInteger yes = new AtomicInteger();
      List<Promise<Void>> votes = new ArrayList<>();
      for (String item : desk.itemsOf(id)) {
        votes.add(
            Async.function(desk::stock, item)
                .thenApply(
                    stock -> {
                      if (stock > 0) {
                        yes.incrementAndGet();
                      }
                      return null;
                    }));
      }
      Promise.allOf(votes).get();
      return yes.get() > votes.size() / 2 ? desk.charge(id) : "no";
    }
  }

  static class FirstOfTwo extends Shop.Base {
    public String order(String id) {
      CompletablePromise<String> answer = Workflow.newPromise();
      Async.function(desk::charge, id).thenApply(answer::complete);
      Workflow.newTimer(Duration.ofMinutes(1)).thenApply(none -> answer.complete("late"));
      return answer.get();
    }
  }

  static class FallsBack extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(id);
      } catch (ActivityFailure e) {
        if (e.getCause() instanceof CanceledFailure) {
          throw e;
        }
        return desk.charge("fallback " + id);
      }
    }
  }

  static class UndoStack extends Shop.Base {
    private final Deque<Runnable> undos = new ArrayDeque<>();

    public String order(String id) {
      try {
        undos.push(() -> desk.notifyCustomer(id));
        return desk.charge(id);
      } catch (ActivityFailure e) {
        Workflow.newDetachedCancellationScope(
                () -> {
                  while (!undos.isEmpty()) {
                    undos.pop().run();
                  }
                })
            .run();
        throw e;
      }
    }
  }

  static class PagesUntilEmpty extends Shop.Base {
    public String order(String id) {
      List<String> page = desk.itemsOf(id);
      int pages = 0;
      while (!page.isEmpty() && pages++ < 50) {
        page.forEach(desk::notifyCustomer);
        page = desk.itemsOf(page.get(page.size() - 1));
      }
      return id;
    }
  }

  static class BatchesOfTen extends Shop.Base {
    public String order(String id) {
      List<String> all = desk.itemsOf(id);
      for (int from = 0; from < all.size(); from += 10) {
        List<Promise<Integer>> batch =
            all.subList(from, Math.min(all.size(), from + 10)).stream()
                .map(item -> Async.function(desk::stock, item))
                .collect(Collectors.toList());
        Promise.allOf(batch).get();
      }
      return id;
    }
  }

  static class SeenBefore extends Shop.Base {
    private final Set<String> seen = new HashSet<>();

    public void paid(String by) {
      if (seen.add(by)) {
        items.add(by);
      }
    }
  }

  static class CountsWords extends Shop.Base {
    public String order(String id) {
      Map<String, Integer> words = new HashMap<>();
      for (String word : id.split(" ")) {
        words.merge(word, 1, Integer::sum);
      }
      String most =
          words.entrySet().stream()
              .max(
                  Map.Entry.<String, Integer>comparingByValue()
                      .thenComparing(Map.Entry.comparingByKey()))
              .map(Map.Entry::getKey)
              .orElse("");
      return desk.charge(most);
    }
  }

  static class SortedKeys extends Shop.Base {
    public String order(String id) {
      List<String> keys = new ArrayList<>(desk.pricesOf(id).keySet());
      keys.sort(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
      StringJoiner all = new StringJoiner(",");
      keys.forEach(all::add);
      return desk.charge(all.toString());
    }
  }

  static class AllTags extends Shop.Base {
    public String order(String id) {
      Set<String> tags = desk.tagsOf(id);
      boolean gift = tags.stream().anyMatch("gift"::equals);
      long number = tags.stream().filter(tag -> tag.length() > 3).count();
      return gift && number > 1 && tags.containsAll(Set.of("a", "b")) ? desk.charge(id) : "plain";
    }
  }

  static class AsyncWithAScope extends Shop.Base {
    private CancellationScope sending;

    public String order(String id) {
      sending = Workflow.newCancellationScope(() -> Async.procedure(desk::notifyCustomer, id));
      sending.run();
      Workflow.await(() -> closed);
      sending.cancel("closed");
      return desk.charge(id);
    }

    public void paid(String by) {
      closed = true;
    }
  }

  static class VersionedStep extends Shop.Base {
    public String order(String id) {
      int version = Workflow.getVersion("tax", Workflow.DEFAULT_VERSION, 1);
      return version == Workflow.DEFAULT_VERSION ? desk.charge(id) : desk.charge("tax " + id);
    }
  }

  static class EnvironmentInASideEffect extends Shop.Base {
    public String order(String id) {
      String region = Workflow.sideEffect(String.class, () -> System.getenv("REGION"));
      long begun = Workflow.sideEffect(Long.class, System::nanoTime);
      return desk.charge(id + region + begun);
    }
  }

  static class LocalCalls extends Shop.Base {
    private final Shop.Desk near =
        Workflow.newLocalActivityStub(
            Shop.Desk.class,
            LocalActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(1))
                .build());

    public String order(String id) {
      return IntStream.range(0, 3).mapToObj(i -> near.charge(id + i)).toList().get(2);
    }
  }

  static class Debounces extends Shop.Base {
    private int version;

    public String order(String id) {
      int seen;
      do {
        seen = version;
        Workflow.sleep(Duration.ofSeconds(5));
      } while (seen != version && !Workflow.getInfo().isContinueAsNewSuggested());
      return desk.charge(payer);
    }

    public void paid(String by) {
      version++;
      payer = by;
    }
  }

  static class WrapsOptionals extends Shop.Base {
    private static final Supplier<String> NOBODY = () -> "nobody";
    private static final Predicate<String> NAMED = name -> !name.isBlank();

    public String order(String id) {
      return Optional.ofNullable(payer).filter(NAMED).map(desk::charge).orElseGet(NOBODY);
    }
  }

  static class ChecksItsInput extends Shop.Base {
    public String order(String id) {
      Objects.requireNonNull(id, "id");
      if (!id.startsWith("o-")) {
        throw ApplicationFailure.newNonRetryableFailure("no order: " + id, "BAD_ID");
      }
      return desk.charge(String.format(Locale.ROOT, "%05d", id.length()));
    }
  }

  static class ReversesItsCopy extends Shop.Base {
    public String status() {
      List<String> newest = new ArrayList<>(items);
      Collections.reverse(newest);
      return String.join(",", newest.subList(0, Math.min(3, newest.size())));
    }
  }
}
