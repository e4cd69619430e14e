// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.EffectLedger;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Rules 20 to 24: what bounds a key. */
abstract class BoundRules extends LedgerRules {

  @Test
  void rule20_refuses_a_key_past_its_horizon() {
    IdempotencyKey key = lab().key();
    EffectLedger ledger = lab().ledger();
    lab().effect(ledger, key).horizon(Duration.ofMillis(20)).reserved(lab()::act);
    LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
    assertFails(
        FailureTypes.EFFECT_EXPIRED,
        () -> lab().effect(ledger, key).horizon(Duration.ofMillis(20)).reserved(lab()::act));
    assertThat(lab().acted()).isEqualTo(1);
  }

  @Test
  void rule21_does_an_effect_within_another_or_neither() {
    IdempotencyKey outer = lab().key();
    IdempotencyKey inner = lab().key();
    EffectLedger ledger = lab().ledger();
    Throwable failure =
        catchThrowable(
            () ->
                lab()
                    .effect(ledger, outer)
                    .inTransaction(
                        connection -> {
                          lab().effect(ledger, inner).inTransaction(lab()::insert);
                          throw new IllegalStateException("outer");
                        }));
    assertThat(failure).hasStackTraceContaining("outer");
    assertThat(lab().rows("effect")).isZero();
    lab()
        .effect(ledger, outer)
        .inTransaction(
            connection -> {
              lab().insert(connection);
              return lab().effect(ledger, inner).inTransaction(lab()::insert);
            });
    assertThat(lab().rows("effect")).isEqualTo(2);
  }

  @Test
  void rule22_repeats_what_failed_only_if_that_proves_that_nothing_happened() {
    IdempotencyKey key = lab().key();
    EffectLedger ledger = lab().ledger();
    Throwable refused =
        catchThrowable(
            () ->
                lab()
                    .effect(ledger, key)
                    .noEffectIf(e -> e instanceof ConnectException)
                    .reserved(
                        k -> {
                          throw new ConnectException("refused");
                        }));
    assertThat(refused).hasRootCauseInstanceOf(ConnectException.class);
    assertFails(
        FailureTypes.EFFECT_UNKNOWN,
        () ->
            lab()
                .effect(ledger, key)
                .noEffectIf(e -> e instanceof ConnectException)
                .reserved(
                    k -> {
                      lab().act(k);
                      throw new IllegalStateException("no answer");
                    }));
    assertFails(FailureTypes.EFFECT_UNKNOWN, () -> lab().effect(ledger, key).reserved(lab()::act));
    assertThat(lab().acted()).isEqualTo(1);
  }

  @Test
  void rule23_says_so_if_a_result_is_too_large() {
    String large = "x".repeat(10_001);
    EffectLedger ledger = lab().ledger();
    assertFails(
        FailureTypes.EFFECT_REFUSED,
        () ->
            lab()
                .effect(ledger, lab().key())
                .inTransaction(
                    connection -> {
                      lab().insert(connection);
                      return large;
                    }));
    assertThat(lab().rows("effect")).isZero();

    IdempotencyKey key = lab().key();
    lab().effect(ledger, key).reserved(k -> lab().act(k) + large);
    assertFails(FailureTypes.EFFECT_REFUSED, () -> lab().effect(ledger, key).reserved(lab()::act));
    assertThat(lab().acted()).isEqualTo(1);
  }

  @Test
  void rule24_tells_items_apart() {
    IdempotencyKey key = lab().key();
    EffectLedger ledger = lab().ledger();
    lab().effect(ledger, key).item("a").inTransaction(lab()::insert);
    lab().effect(ledger, key).item("b").inTransaction(lab()::insert);
    lab().effect(ledger, key).item("a").inTransaction(lab()::insert);
    assertThat(lab().rows("effect")).isEqualTo(2);
  }
}
