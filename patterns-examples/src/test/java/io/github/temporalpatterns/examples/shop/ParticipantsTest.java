// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.runtime.SqliteFile;
import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.Order.Item;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a saga needs of each participant: one effect a key, in whatever order the calls arrive. */
final class ParticipantsTest {

  // Six orders want one piece each, of four; the last one's country is not served.
  private static final int CAPACITY = 4;
  private static final List<Order> ORDERS =
      IntStream.range(0, 6)
          .mapToObj(
              i ->
                  new Order(
                      "O" + i, "Ada", "visa", i < 5 ? "UK" : "AQ", List.of(new Item("tea", 1, 1))))
          .toList();

  @TempDir private Path folder;
  private Shop shop;
  private Jdbi database;
  private Barrier barrier;

  @BeforeEach
  void openShop() {
    Path file = folder.resolve("shop.db");
    shop = Shop.open(file);
    shop.take(
        new OrderFile(
            Map.of("tea", (long) CAPACITY), Map.of("visa", (long) CAPACITY), Set.of("UK"), ORDERS),
        "here");
    database = SqliteFile.database(file);
    barrier = new Barrier(database);
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  @ParameterizedTest
  @MethodSource("io.github.temporalpatterns.examples.shop.Participant#all")
  void theFirstCallOfAKeyDecides(Participant participant) {
    for (int seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      Map<String, String> answers = new HashMap<>();
      Set<String> standing = new TreeSet<>();
      for (int call = 0; call < 30; call++) {
        Order order = ORDERS.get(random.nextInt(ORDERS.size()));
        String key = seed + "/" + order.id();
        if (random.nextInt(3) > 0) {
          boolean full = refuses(participant, order, standing.size());
          String answer = act(participant, key, order);
          if (answers.containsKey(key)) {
            assertThat(answer).isEqualTo(answers.get(key));
          } else if (full) {
            assertThat(answer).isEqualTo(participant.refusal());
          } else {
            assertThat(answer).isNotEqualTo(participant.refusal());
            standing.add(key);
          }
          answers.put(key, answer);
        } else {
          participant.undo().accept(barrier, key);
          if (standing.remove(key) || !answers.containsKey(key)) {
            answers.put(key, Barrier.ALREADY_UNDONE);
          }
        }
        assertEffects(participant, standing);
      }
      standing.forEach(key -> participant.undo().accept(barrier, key));
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.temporalpatterns.examples.shop.Participant#all")
  void duplicatesAtTheSameTimeHaveOneEffect(Participant participant) throws Exception {
    Order order = ORDERS.get(0);

    List<String> answers = together(8, () -> act(participant, "key", order));

    assertThat(answers).hasSize(8).containsOnly(answers.get(0));
    assertThat(answers).doesNotContain(participant.refusal());
    assertEffects(participant, Set.of("key"));
  }

  @ParameterizedTest
  @MethodSource("io.github.temporalpatterns.examples.shop.Participant#all")
  void anUndoThatRacesItsActionWins(Participant participant) throws Exception {
    for (int i = 0; i < 10; i++) {
      String key = "key" + i;
      Order order = ORDERS.get(0);
      AtomicInteger turn = new AtomicInteger();

      together(
          4,
          () -> {
            if (turn.getAndIncrement() % 2 == 0) {
              return act(participant, key, order);
            }
            participant.undo().accept(barrier, key);
            return "undone";
          });

      assertEffects(participant, Set.of());
    }
  }

  private static boolean refuses(Participant participant, Order order, int standing) {
    return participant.equals(Participant.SHIPPING)
        ? !order.country().equals("UK")
        : standing == CAPACITY;
  }

  private String act(Participant participant, String key, Order order) {
    try {
      return participant.action().apply(barrier, key, order);
    } catch (ApplicationFailure refusal) {
      assertThat(refusal.isNonRetryable()).isTrue();
      return refusal.getType();
    }
  }

  private void assertEffects(Participant participant, Set<String> keys) {
    try (Handle sql = database.open()) {
      assertThat(sql.createQuery(participant.standing()).mapTo(String.class).set()).isEqualTo(keys);
      assertThat(sql.createQuery(participant.left()).mapTo(Integer.class).one())
          .isEqualTo(CAPACITY - keys.size());
    }
  }

  private static <T> List<T> together(int times, Callable<T> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(Collections.nCopies(times, call))) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
