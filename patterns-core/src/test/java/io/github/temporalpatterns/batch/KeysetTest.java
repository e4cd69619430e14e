// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.FailureTypes.BATCH_FAILED;
import static io.github.temporalpatterns.FailureTypes.BATCH_REFUSED;
import static io.github.temporalpatterns.FailureTypes.INVALID_STATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.Foreign;
import io.github.temporalpatterns.batch.ResumableBatch.Keyset;
import io.temporal.activity.ActivityInterface;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches that go on after a key. */
final class KeysetTest {
  private static final RetryOptions ONCE = RetryOptions.newBuilder().setMaximumAttempts(1).build();

  private final List<Object> done = Collections.synchronizedList(new ArrayList<>());

  private Env env = new Env(Foreign.PLAIN);
  private int window = 1;

  /** A batch of a test. */
  private interface Job {
    BatchResult run(ResumableBatch batch);
  }

  /** An activity. */
  @ActivityInterface
  public interface Keyed {
    BatchResult run(@Nullable Checkpoint from);
  }

  /** A key of two columns. */
  record Place(String shopName, long orderNumber) {}

  @AfterEach
  void close() {
    env.close();
  }

  @ParameterizedTest
  @EnumSource
  void goesOnAfterAKeyOfAnyTypeWithAnyConverter(Foreign foreign) {
    env.close();
    env = new Env(foreign);
    stopsAndGoesOn(Long.class, List.of(3L, 5L, 1L << 40));
    stopsAndGoesOn(String.class, List.of("", "a\"b", "\u00e9"));
    stopsAndGoesOn(UUID.class, List.of(new UUID(9, 9), new UUID(-1, 0), new UUID(0, 0)));
    stopsAndGoesOn(Place.class, List.of(new Place("a", 1), new Place("a", 2), new Place("b", 0)));
  }

  /** The last item fails, so that the next attempt has only that one to do. */
  private <K> void stopsAndGoesOn(Class<K> type, List<K> keys) {
    done.clear();
    Checkpoint from =
        checkpointOf(
            fails(null, batch -> batch.run(over(type, keys), this::butTheLast)), BATCH_FAILED);
    assertThat(done).isEqualTo(keys.subList(0, keys.size() - 1));
    assertThat(from.mark()).isEqualTo(keys.size() - 1);

    BatchResult result =
        completes(from, batch -> batch.run(over(type, keys), (key, n) -> done.add(key)));

    assertThat(done).isEqualTo(keys);
    assertThat(result.checkpoint().done()).isEqualTo(keys.size());
  }

  private void butTheLast(Object key, long position) {
    if (position == 2) {
      throw ApplicationFailure.newFailure("last", "LAST");
    }
    done.add(key);
  }

  private static <K> Keyset<K, K> over(Class<K> type, List<K> keys) {
    return ResumableBatch.keyset(
        type,
        after -> keys.stream().skip(after == null ? 0 : keys.indexOf(after) + 1),
        Function.identity());
  }

  @Test
  void isNotShiftedByItemsThatComeAndGo() {
    TreeSet<Integer> rows = new TreeSet<>(List.of(10, 20, 30));
    Keyset<Integer, Integer> table =
        ResumableBatch.keyset(
            Integer.class,
            after -> List.copyOf(after == null ? rows : rows.tailSet(after, false)).stream(),
            Function.identity());
    Checkpoint from =
        checkpointOf(
            fails(
                null,
                batch ->
                    batch.run(
                        table,
                        (row, n) -> {
                          if (row == 30) {
                            throw ApplicationFailure.newFailure("later", "LATER");
                          }
                          done.add(row);
                        })),
            BATCH_FAILED);

    rows.removeAll(List.of(10, 20));
    rows.addAll(List.of(5, 25, 40));
    completes(from, batch -> batch.run(table, (row, n) -> done.add(row)));

    assertThat(done).containsExactly(10, 20, 25, 30, 40);
  }

  @Test
  void recordsItemsInTheirOrderHoweverTheyEnd() {
    window = 3;
    CountDownLatch others = new CountDownLatch(2);
    List<Checkpoint> beats = Collections.synchronizedList(new ArrayList<>());
    env.environment.setActivityHeartbeatListener(Checkpoint.class, beats::add);
    BatchResult result =
        env.run(
            null,
            batch ->
                batch.run(
                    over(String.class, List.of("a", "b", "c", "d", "e")),
                    (key, n) -> {
                      if (n == 0) {
                        others.await();
                      }
                      others.countDown();
                      done.add(key);
                    }));
    assertThat(result.checkpoint())
        .isEqualTo(new Checkpoint(1, 5, List.of(), 0, 0, List.of(), "\"e\""));
    assertThat(done.subList(0, 3)).containsExactlyInAnyOrder("b", "c", "a");
    assertThat(beats).allMatch(beat -> beat.above().isEmpty(), "nothing above the mark");
    assertThat(beats).isSortedAccordingTo(Comparator.comparingLong(Checkpoint::mark));
  }

  @Test
  void repeatsNoMoreThanTheWindowWhenAnItemFails() {
    window = 3;
    List<String> keys = List.of("a", "b", "c", "d", "e", "f");
    CountDownLatch others = new CountDownLatch(2);
    Checkpoint from =
        checkpointOf(
            fails(
                null,
                batch ->
                    batch.run(
                        over(String.class, keys),
                        (key, n) -> {
                          if (n == 1) {
                            others.await();
                            throw ApplicationFailure.newFailure("b", "B");
                          }
                          done.add(key);
                          if (n > 1) {
                            others.countDown();
                          }
                        })),
            BATCH_FAILED);
    assertThat(done).containsExactlyInAnyOrder("a", "c", "d");
    assertThat(from).isEqualTo(new Checkpoint(1, 1, List.of(), 0, 0, List.of(), "\"a\""));

    completes(from, batch -> batch.run(over(String.class, keys), (key, n) -> done.add(key)));

    assertThat(done).hasSize(8).hasSameElementsAs(keys);
  }

  @Test
  void refusesItemsThatItCouldNotTellApart() {
    refuses(Stream.of("a", "a"), "keyset: items come after the key and have one each, two have a");
    refuses(Arrays.asList("a", null).stream(), "keyset: each item must have a key, none has null");
    refuses(Stream.of("k".repeat(1_000)), "keyset: a key must have at most 1000 characters, has");
    Checkpoint atA = new Checkpoint(1, 1, List.of(), 0, 0, List.of(), "\"a\"");
    assertThat(
            fails(atA, batch -> batch.run(strings(Stream.of("a", "b")), (key, n) -> done.add(key)))
                .getType())
        .as("a source that begins with the key")
        .isEqualTo(BATCH_REFUSED);
  }

  private void refuses(Stream<@Nullable String> keys, String message) {
    ApplicationFailure failure =
        fails(null, batch -> batch.run(strings(keys), (key, n) -> done.add(key)));
    assertThat(failure.getType()).isEqualTo(BATCH_REFUSED);
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getOriginalMessage()).startsWith(message);
  }

  @SuppressWarnings("NullAway") // a source of a user's, who may do anything
  private static Keyset<String, String> strings(Stream<@Nullable String> keys) {
    return ResumableBatch.keyset(String.class, after -> keys, key -> key);
  }

  @Test
  void leavesACheckpointThatItCannotUseToAnotherRelease() {
    Checkpoint byPosition = new Checkpoint(1, 2, List.of(), 0, 0, List.of());
    Checkpoint byKey = new Checkpoint(1, 2, List.of(), 0, 0, List.of(), "\"b\"");
    leaves(byPosition, batch -> batch.run(over(String.class, List.of("a")), (k, n) -> {}));
    leaves(byKey, batch -> batch.run(over(Long.class, List.of(1L)), (k, n) -> {}));
    leaves(byKey, batch -> batch.run(ResumableBatch.list(List.of("a", "b")), (k, n) -> {}));
  }

  private void leaves(Checkpoint from, Job job) {
    ApplicationFailure failure = fails(from, job);
    assertThat(failure.getType()).isEqualTo(INVALID_STATE);
    assertThat(failure.isNonRetryable()).isFalse();
  }

  private static Checkpoint checkpointOf(ApplicationFailure failure, String type) {
    assertThat(failure.getType()).isEqualTo(type);
    return failure.getDetails().get(Checkpoint.class);
  }

  private BatchResult completes(@Nullable Checkpoint from, Job job) {
    BatchResult result = env.run(from, job);
    assertThat(result.completed()).isTrue();
    return result;
  }

  private ApplicationFailure fails(@Nullable Checkpoint from, Job job) {
    try {
      env.run(from, job);
    } catch (ActivityFailure e) {
      return (ApplicationFailure) Objects.requireNonNull(e.getCause());
    }
    throw new AssertionError("did not fail");
  }

  /** An activity's worker, whose converter is a user's. */
  private final class Env implements AutoCloseable {
    private final TestActivityEnvironment environment;
    private Job job =
        batch -> {
          throw new AssertionError("no job");
        };

    Env(Foreign foreign) {
      environment =
          TestActivityEnvironment.newInstance(
              TestEnvironmentOptions.newBuilder()
                  .setWorkflowClientOptions(
                      WorkflowClientOptions.newBuilder()
                          .setDataConverter(foreign.converter())
                          .build())
                  .build());
      Keyed activity = start -> job.run(ResumableBatch.create(options()).startingFrom(start));
      environment.registerActivitiesImplementations(activity);
    }

    private BatchOptions options() {
      return BatchOptions.newBuilder().setWindow(window).setItemRetry(ONCE).build();
    }

    BatchResult run(@Nullable Checkpoint from, Job next) {
      job = next;
      return environment.newActivityStub(Keyed.class).run(from);
    }

    @Override
    public void close() {
      environment.close();
    }
  }
}
