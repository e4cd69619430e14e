// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules 1 to 8: duplicates of an attempt that said how it ended. */
abstract class OnceRules extends LedgerRules {

  @Test
  void rule01_does_an_effect_and_returns_its_result() {
    EffectLedger ledger = lab().ledger();
    assertThat(lab().effect(ledger, lab().key()).inTransaction(lab()::insert))
        .isEqualTo(LedgerLab.RESULT);
    assertThat(lab().effect(ledger, lab().key()).reserved(lab()::act)).isEqualTo(LedgerLab.RESULT);
    assertThat(lab().rows("effect")).isEqualTo(1);
    assertThat(lab().acted()).isEqualTo(1);
  }

  @Test
  void rule02_gives_a_duplicate_the_first_result() {
    IdempotencyKey inside = lab().key();
    IdempotencyKey outside = lab().key();
    for (int life = 0; life < 2; life++) {
      EffectLedger ledger = lab().ledger();
      assertThat(lab().effect(ledger, inside).inTransaction(lab()::insert))
          .isEqualTo(LedgerLab.RESULT);
      assertThat(lab().effect(ledger, outside).withProviderKey(lab()::act))
          .isEqualTo(LedgerLab.RESULT);
    }
    assertThat(lab().rows("effect")).isEqualTo(1);
    assertThat(lab().acted()).isEqualTo(1);
  }

  @Test
  void rule03_refuses_a_key_with_other_arguments() {
    IdempotencyKey key = lab().key();
    EffectLedger ledger = lab().ledger();
    lab().effect(ledger, key).reserved(lab()::act);

    Throwable failure =
        assertFails(
            FailureTypes.EFFECT_MISMATCH,
            () -> lab().effect(ledger, key).comparing("order 8").reserved(lab()::act));

    ApplicationFailure mismatch = (ApplicationFailure) failure;
    assertThat(mismatch.isNonRetryable()).isTrue();
    assertThat(mismatch.getDetails().get(0, String.class))
        .isNotEqualTo(mismatch.getDetails().get(1, String.class));
    assertThat(lab().acted()).isEqualTo(1);
  }

  @Test
  void rule04_keeps_a_final_failure_for_a_duplicate() {
    IdempotencyKey key = lab().key();
    for (int life = 0; life < 2; life++) {
      EffectLedger ledger = lab().ledger();
      assertFails(
          "SOLD_OUT",
          () ->
              lab()
                  .effect(ledger, key)
                  .inTransaction(
                      connection -> {
                        lab().act(key);
                        throw ApplicationFailure.newNonRetryableFailure("none left", "SOLD_OUT");
                      }));
    }
    assertThat(lab().acted()).isEqualTo(1);
  }

  @Test
  void rule05_does_not_keep_a_failure_that_may_be_retried() {
    IdempotencyKey key = lab().key();
    EffectLedger ledger = lab().ledger();
    assertFails(
        "BUSY",
        () ->
            lab()
                .effect(ledger, key)
                .inTransaction(
                    connection -> {
                      lab().insert(connection);
                      throw ApplicationFailure.newFailure("later", "BUSY");
                    }));
    assertThat(lab().rows("effect")).isZero();
    assertThat(lab().effect(ledger, key).inTransaction(lab()::insert)).isEqualTo(LedgerLab.RESULT);
    assertThat(lab().rows("effect")).isEqualTo(1);
  }

  @Test
  void rule06_rolls_back_on_a_checked_exception_too() {
    EffectLedger ledger = lab().ledger();
    assertThatThrownBy(
            () ->
                lab()
                    .effect(ledger, lab().key())
                    .inTransaction(
                        connection -> {
                          lab().insert(connection);
                          throw new IOException("disk full");
                        }))
        .hasStackTraceContaining("disk full");
    assertThat(lab().rows("effect")).isZero();
  }

  @Test
  void rule07_lets_one_of_many_at_one_time_do_it() {
    IdempotencyKey inside = lab().key();
    IdempotencyKey outside = lab().key();
    EffectLedger ledger = lab().ledger();
    CountDownLatch all = new CountDownLatch(12);
    List<CompletableFuture<String>> attempts =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          all.countDown();
                          await(all);
                          LedgerLab.retried(
                              () -> lab().effect(ledger, inside).inTransaction(lab()::insert));
                          return Objects.requireNonNull(
                              LedgerLab.retried(
                                  () ->
                                      lab()
                                          .effect(ledger, outside)
                                          .lease(Duration.ofSeconds(2))
                                          .reserved(lab()::act)));
                        },
                        task -> new Thread(task, "duplicate").start()))
            .toList();
    assertThat(attempts).allSatisfy(end -> assertThat(end.join()).isEqualTo(LedgerLab.RESULT));
    assertThat(lab().rows("effect")).isEqualTo(1);
    assertThat(lab().acted()).isEqualTo(1);
  }

  @Test
  void rule08_lets_a_duplicate_wait_while_the_effect_is_under_way() {
    IdempotencyKey key = lab().key();
    EffectLedger ledger = lab().ledger();
    lab()
        .effect(ledger, key)
        .reserved(
            same -> {
              Throwable failure =
                  assertFails(
                      FailureTypes.EFFECT_IN_PROGRESS,
                      () -> lab().effect(lab().ledger(), key).reserved(lab()::act));
              ApplicationFailure waiting = (ApplicationFailure) failure;
              assertThat(waiting.isNonRetryable()).isFalse();
              assertThat(waiting.getNextRetryDelay())
                  .isBetween(Duration.ofSeconds(1), Duration.ofMinutes(2));
              return lab().act(key);
            });
    assertThat(lab().acted()).isEqualTo(1);
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
