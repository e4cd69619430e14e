// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.testing.sql.Database;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hundred threads on one key. */
@ParameterizedClass
@EnumSource
final class CrowdTest {
  private static final int CROWD = 100;

  private final Ways ways;

  CrowdTest(Database database) {
    ways = new Ways(database.open());
  }

  @ParameterizedTest
  @EnumSource
  void aHundredThreadsAreOneEffect(Mode mode) {
    IdempotencyKey key = ways.lab().key();
    EffectLedger ledger = ways.lab().ledger();
    CountDownLatch all = new CountDownLatch(CROWD);
    List<CompletableFuture<String>> attempts =
        IntStream.range(0, CROWD)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          all.countDown();
                          OnceRules.await(all);
                          return ways.actRetried(mode, ledger, key);
                        },
                        task -> new Thread(task, "duplicate").start()))
            .toList();
    assertThat(attempts).allSatisfy(end -> assertThat(end.join()).isEqualTo(LedgerLab.RESULT));
    assertThat(ways.effects()).isEqualTo(1);
  }
}
