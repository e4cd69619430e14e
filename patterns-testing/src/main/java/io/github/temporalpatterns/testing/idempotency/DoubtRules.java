// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect.Answer;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.temporal.failure.ApplicationFailure;
import java.net.ConnectException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Rules 25 to 29: what an attempt may not conclude from a failure, or from its own pace. */
abstract class DoubtRules extends LedgerRules {

  @Test
  void rule25_undoes_what_a_service_did_not_answer() {
    IdempotencyKey key = lab().key();
    EffectLedger ledger = lab().ledger();
    Throwable silence =
        catchThrowable(
            () ->
                lab()
                    .effect(ledger, key)
                    .withProviderKey(
                        k -> {
                          lab().actByKey(k);
                          throw new IllegalStateException("no answer");
                        }));
    assertThat(silence).hasStackTraceContaining("no answer");
    lab().undo(ledger, key).withProviderKey(lab()::undo);
    assertThat(lab().undone()).isEqualTo(1);
  }

  @Test
  void rule26_asks_again_if_the_question_failed() {
    IdempotencyKey key = lab().key();
    EffectLedger ledger = lab().ledger();
    Throwable silence =
        catchThrowable(
            () ->
                lab()
                    .effect(ledger, key)
                    .askingFirst(
                        lab()::ask,
                        k -> {
                          lab().act(k);
                          throw new IllegalStateException("no answer");
                        }));
    assertThat(silence).hasStackTraceContaining("no answer");
    for (Exception failure :
        new Exception[] {
          new ConnectException("refused"),
          ApplicationFailure.newNonRetryableFailure("who are you", "UNAUTHORIZED")
        }) {
      Throwable seen =
          catchThrowable(
              () ->
                  lab()
                      .effect(ledger, key)
                      .noEffectIf(e -> e instanceof ConnectException)
                      .askingFirst(
                          k -> {
                            throw failure;
                          },
                          lab()::act));
      assertThat(seen).hasStackTraceContaining(failure.getMessage());
    }
    assertThat(lab().effect(ledger, key).askingFirst(lab()::ask, lab()::act))
        .isEqualTo(LedgerLab.RESULT);
    assertThat(lab().acted()).isEqualTo(1);
  }

  @Test
  void rule27_gives_the_first_result_to_an_attempt_that_failed_because_of_it() {
    IdempotencyKey key = lab().key();
    EffectLedger first = lab().ledger();
    AtomicInteger connections = new AtomicInteger();
    MortalDatabase process =
        lab()
            .process()
            .beforeCalls(
                call -> {
                  if (call.equals(MortalDatabase.CONNECT) && connections.incrementAndGet() == 2) {
                    lab().effect(first, key).inTransaction(lab()::insert);
                  }
                });
    String end =
        LedgerLab.end(
            () ->
                lab()
                    .effect(lab().ledger(process), key)
                    .inTransaction(
                        connection -> {
                          throw ApplicationFailure.newNonRetryableFailure("charged", "CHARGED");
                        }));
    assumeThat(connections)
        .as("a ledger that looks on the effect's connection")
        .hasValueGreaterThanOrEqualTo(2);
    assertThat(end).isEqualTo(LedgerLab.RESULT);
    assertThat(lab().rows("effect")).isEqualTo(1);
  }

  @Test
  void rule28_does_not_begin_when_its_lease_is_over() {
    IdempotencyKey key = lab().key();
    MortalDatabase process = lab().process();
    EffectLedger slow =
        lab()
            .ledger(
                process.beforeCalls(
                    call -> LockSupport.parkNanos(contract().lease().plusMillis(5).toNanos())));
    assertFails(
        FailureTypes.EFFECT_IN_PROGRESS, () -> lab().shortEffect(slow, key).reserved(lab()::act));
    assertThat(lab().acted()).isZero();
    assertThat(lab().effect(lab().ledger(), key).reserved(lab()::act)).isEqualTo(LedgerLab.RESULT);
  }

  @Test
  void rule29_shows_the_failure_of_an_effect_even_if_it_cannot_be_kept() {
    MortalDatabase process = lab().process();
    EffectLedger ledger = lab().ledger(process);
    assertFails(
        "SOLD_OUT",
        () ->
            lab()
                .effect(ledger, lab().key())
                .inTransaction(
                    connection -> {
                      process.failCommit();
                      throw ApplicationFailure.newNonRetryableFailure("none left", "SOLD_OUT");
                    }));
    assertFails(
        "SOLD_OUT",
        () ->
            lab()
                .effect(ledger, lab().key())
                .askingFirst(
                    k -> Answer.no(),
                    k -> {
                      process.failCommit();
                      throw ApplicationFailure.newNonRetryableFailure("none left", "SOLD_OUT");
                    }));
  }
}
