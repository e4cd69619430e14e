// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.batch.BatchResult.Stop;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityPausedException;
import io.temporal.client.ActivityResetException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Units, skips, retries and stops, each by itself. */
final class PiecesTest {

  @Test
  void unitsAreWhatIsNotDoneInOrder() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      BitSet done = BitSet.valueOf(new long[] {random.nextLong()});
      int mark = done.nextClearBit(0);
      int size = 1 + random.nextInt(5);
      List<Integer> source = IntStream.range(mark, 70).boxed().toList();

      var units = new Units<>(source.iterator(), mark, i -> done.get((int) i), size);

      List<Integer> given = new ArrayList<>();
      while (units.hasNext()) {
        Unit<Integer> unit = units.next();
        assertThat(unit.items()).hasSizeBetween(1, size).first().isEqualTo((int) unit.first());
        given.addAll(unit.items());
      }
      assertThat(given)
          .isEqualTo(IntStream.range(mark, 70).filter(i -> !done.get(i)).boxed().toList());
      assertThatThrownBy(units::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void handsOutExactlyTheSkipsThatAreLeft() {
    SkipLedger ledger = new SkipLedger(1_000, 300);
    long taken = IntStream.range(0, 2_000).parallel().filter(i -> ledger.take()).count();
    assertThat(taken).isEqualTo(700);
    assertThat(new SkipLedger(1, 5).take()).isFalse();
  }

  @Test
  void knowsWhichFailuresAreFinal() {
    RetryOptions options =
        RetryOptions.newBuilder().setDoNotRetry("BAD_ROW", IOException.class.getName()).build();
    assertThat(ItemTries.isFinal(options, new IOException("disk"))).isTrue();
    assertThat(ItemTries.isFinal(options, ApplicationFailure.newFailure("x", "BAD_ROW"))).isTrue();
    assertThat(ItemTries.isFinal(options, ApplicationFailure.newNonRetryableFailure("x", "y")))
        .isTrue();
    assertThat(ItemTries.isFinal(options, ApplicationFailure.newFailure("x", "y"))).isFalse();
    assertThat(ItemTries.isFinal(options, new IllegalStateException())).isFalse();
    assertThat(ItemTries.isFinal(options, Activity.wrap(new IOException("disk")))).isTrue();
    assertThat(Reasons.of("\"7\"", Activity.wrap(new IOException("disk"))))
        .isEqualTo("\"7\" IOException: disk");
  }

  @Test
  void backsOffAsTheOptionsSay() {
    RetryOptions options = BatchOptions.newBuilder().build().getItemRetry();
    assertThat(IntStream.range(1, 9).mapToObj(i -> ItemTries.delay(options, i).toMillis()))
        .containsExactly(200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 10_000L, 10_000L);
  }

  @Test
  void beatsFourTimesInATimeoutAndAtLeastEveryTenSeconds() {
    assertThat(Heart.interval(Duration.ofSeconds(8))).isEqualTo(Duration.ofSeconds(2));
    assertThat(Heart.interval(Duration.ofDays(1))).isEqualTo(Duration.ofSeconds(10));
    assertThat(Heart.interval(Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void tellsWhoStoppedIt() {
    var lost = new TimeoutFailure(null, null, TimeoutType.TIMEOUT_TYPE_HEARTBEAT);
    assertThat(Halt.kind(new ActivityCanceledException())).isEqualTo(Stop.CANCELED);
    assertThat(Halt.kind(new ActivityCanceledException(info(), lost))).isNull();
    assertThat(Halt.kind(new ActivityPausedException())).isEqualTo(Stop.PAUSED);
    assertThat(Halt.kind(new ActivityWorkerShutdownException())).isEqualTo(Stop.SHUTDOWN);
    assertThat(Halt.kind(new ActivityResetException())).isNull();
  }

  @Test
  void anErrorStandsBeforeTheFailureThatCameFirst() {
    Halt halt = new Halt();
    Error error = new AssertionError();
    halt.failed(new IOException());
    halt.failed(error);
    halt.failed(new IllegalStateException());
    assertThat(halt.cause()).isSameAs(error);
  }

  @Test
  void refusesOptionsThatCannotWork() {
    refused(BatchOptions.newBuilder().setWindow(0), "window must be between 1 and 200, was 0");
    refused(BatchOptions.newBuilder().setWindow(201), "window must be between 1 and 200, was 201");
    refused(BatchOptions.newBuilder().setSkipLimit(-1), "skipLimit must be at least 0, was -1");
    refused(BatchOptions.newBuilder().setGroup(0), "group must be between 1 and 10000, was 0");
    refused(
        BatchOptions.newBuilder().setItemRetry(RetryOptions.getDefaultInstance()),
        "itemRetry.maximumAttempts must be at least 1, was 0");
  }

  @Test
  void refusesAListThatHasBecomeShorter() {
    assertThatThrownBy(() -> ResumableBatch.list(List.of("a")).apply(2))
        .hasMessageContaining("items are 1, 2 of them were done before")
        .satisfies(e -> assertThat(FailureTypes.matches(e, FailureTypes.INVALID_STATE)).isTrue());
  }

  @Test
  void copiesOptions() {
    BatchOptions options =
        BatchOptions.newBuilder()
            .setWindow(7)
            .setSkipLimit(3)
            .setGroup(5)
            .setReturnOn(Stop.CANCELED)
            .build();
    assertThat(options.toBuilder().build()).usingRecursiveComparison().isEqualTo(options);
  }

  private static void refused(BatchOptions.Builder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static ActivityInfo info() {
    return (ActivityInfo)
        Proxy.newProxyInstance(
            ActivityInfo.class.getClassLoader(),
            new Class<?>[] {ActivityInfo.class},
            (proxy, method, arguments) -> "any");
  }
}
