// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.LedgerOptions;
import io.github.temporalpatterns.testing.sql.Database;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused names option, rule and value, and nothing is executed. */
final class BadInputTest {
  private static final IdempotencyKey KEY = IdempotencyKey.of("shop", "order-7", "pay");

  /** A database that nobody may ask: what is refused is refused before. */
  private static final DataSource UNTOUCHED =
      (DataSource)
          Proxy.newProxyInstance(
              BadInputTest.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (self, method, arguments) -> {
                throw new AssertionError("the database was asked");
              });

  private final EffectLedger ledger = EffectLedger.open(UNTOUCHED);

  private Effect<String> effect() {
    return ledger.once(String.class).key(KEY);
  }

  private static String never(Object any) {
    throw new AssertionError("it was executed");
  }

  private static void refuses(Runnable call, String... words) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(words);
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without a checker may give
  void aKeyThatIsMissing() {
    refuses(() -> effect().key(null), "key must be set");
    assertThatThrownBy(() -> ledger.once(String.class).reserved(BadInputTest::never))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no activity: install Idempotency.plugin");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void aKeyWithAnEmptyPart(String part) {
    refuses(() -> IdempotencyKey.of("shop", "order-7", part), "step", "must");
    refuses(() -> IdempotencyKey.of("shop", part, "pay"), "businessKey", "must");
    refuses(() -> effect().item(part), "item", "must");
  }

  @Test
  void aKeyThatIsTooLong() {
    String part = "x".repeat(201);
    refuses(() -> IdempotencyKey.of("shop", "order-7", part), "step", "200", "201");
    refuses(() -> IdempotencyKey.of("shop", part, "pay"), "businessKey", "200", "201");
    refuses(() -> effect().item(part), "item", "200", "201");
    refuses(() -> KEY.inEpoch(-1), "epoch", "at least 0", "-1");
  }

  @Test
  @SuppressWarnings("NullAway") // as above
  void aWayWithoutWhatItNeeds() {
    refuses(() -> effect().inTransaction(null), "effect must be set");
    refuses(() -> effect().withProviderKey(null), "effect must be set");
    refuses(() -> effect().askingFirst(null, BadInputTest::never), "query must be set");
    refuses(() -> effect().reserved(null), "effect must be set");
  }

  @Test
  void timesThatAreNone() {
    for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      refuses(() -> effect().lease(none), "lease must be positive", none.toString());
      refuses(() -> effect().horizon(none), "horizon must be positive", none.toString());
    }
  }

  @Test
  void optionsThatAreNone() {
    options(o -> o.setHorizon(Duration.ZERO), "horizon", "positive", "PT0S");
    options(o -> o.setDefaultLease(Duration.ZERO), "defaultLease", "positive", "PT0S");
    options(o -> o.setLeaseMargin(Duration.ofSeconds(-1)), "leaseMargin", "at least 0");
    options(o -> o.setResultLimit(0), "resultLimit", "between 1 and 1900000", "0");
    options(o -> o.setTablePrefix("a;--"), "tablePrefix", "letters", "a;--");
  }

  private static void options(Consumer<LedgerOptions.Builder> change, String... words) {
    LedgerOptions.Builder options = LedgerOptions.newBuilder();
    change.accept(options);
    refuses(options::build, words);
  }

  @Test
  void theKeyOfAnUndoForAnEffectAndTheOtherWayRound() {
    assertRefused(
        () -> ledger.once(String.class).key(KEY.undoing()).reserved(BadInputTest::never),
        "must not have the key of an undo");
    assertRefused(
        () ->
            ledger
                .undo()
                .key(KEY)
                .reserved(
                    key -> {
                      throw new AssertionError("it was executed");
                    }),
        "must have the key of an undo");
  }

  /** Has a property that cannot be read. */
  public static final class Opaque {
    private final @Nullable String secret = null;

    public int getLength() {
      return Objects.requireNonNull(secret).length();
    }
  }

  @Test
  void whatCannotBeCompared() {
    assertRefused(
        () -> effect().comparing("order 7", new Opaque()).reserved(BadInputTest::never),
        "argument 2: must be encodable",
        Opaque.class.getName());
  }

  @Test
  void aResultInATransactionThatCannotBeWritten() {
    DataSource database = Database.H2.open();
    assertRefused(
        () ->
            EffectLedger.open(database)
                .once(Opaque.class)
                .key(KEY)
                .inTransaction(connection -> new Opaque()),
        "result of",
        "must be one that the data converter can write",
        "it was rolled back");
  }

  private static void assertRefused(Runnable call, String... words) {
    assertThatThrownBy(call::run)
        .satisfies(
            e ->
                assertThat(FailureTypes.matches(e, FailureTypes.EFFECT_REFUSED))
                    .as("%s", e)
                    .isTrue())
        .message()
        .contains(words);
  }
}
