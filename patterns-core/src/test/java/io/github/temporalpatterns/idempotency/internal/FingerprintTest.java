// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.Foreign;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What counts as the same, and what does not. */
final class FingerprintTest {
  private static final RunConverter CONVERTER =
      RunConverter.of(DefaultDataConverter.newDefaultInstance());

  /** An argument as an older release had it. */
  record Old(String id, BigDecimal amount) {}

  /** The same with a new property. */
  record New(
      String id,
      BigDecimal amount,
      @Nullable String note,
      int tries,
      boolean gift,
      List<String> tags) {}

  /** Says of itself what it holds: no converter can write it. */
  static final class Endless {
    public Endless getSelf() {
      return this;
    }
  }

  private static String of(@Nullable Object... values) {
    return Fingerprint.of(CONVERTER, "Charge", Arrays.asList(values));
  }

  @Test
  void aNewPropertyWithItsDefaultIsTheSame() {
    assertThat(of(new New("o", new BigDecimal("10"), null, 0, false, List.of())))
        .isEqualTo(of(new Old("o", new BigDecimal("10"))));
    assertThat(of(new New("o", new BigDecimal("10"), "x", 0, false, List.of())))
        .isNotEqualTo(of(new Old("o", new BigDecimal("10"))));
  }

  @Test
  void aNewArgumentThatIsNullIsTheSame() {
    assertThat(of("a", null)).isEqualTo(of("a"));
    assertThat(of(null, "a")).isNotEqualTo(of("a"));
  }

  @Test
  void numbersAreComparedByValue() {
    assertThat(of(new Old("o", new BigDecimal("10.00"))))
        .isEqualTo(of(new Old("o", BigDecimal.TEN)));
    assertThat(of(new Old("o", new BigDecimal("1E+1"))))
        .isEqualTo(of(new Old("o", BigDecimal.TEN)));
    assertThat(of(new BigDecimal("1e400000"))).isNotEqualTo(of(BigDecimal.ONE));
    assertThat(of(9_007_199_254_740_993L)).isNotEqualTo(of(9_007_199_254_740_992L));
    assertThat(of(List.of(0, 1))).isNotEqualTo(of(List.of(1, 0)));
  }

  @Test
  void theOrderOfPropertiesDoesNotMatter() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("a", 1);
    one.put("b", "x");
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("b", "x");
    other.put("a", 1);
    assertThat(of(one)).isEqualTo(of(other));
  }

  @Test
  void composedAndDecomposedLettersAreTheSame() {
    assertThat(of("caf\u00e9")).isEqualTo(of("cafe\u0301"));
  }

  @Test
  void nothingRunsIntoItsNeighbour() {
    assertThat(of("a\"", "b")).isNotEqualTo(of("a", "\"b"));
    assertThat(of("a\n\"b")).isNotEqualTo(of("a", "b"));
    assertThat(of(List.of("a, b"))).isNotEqualTo(of(List.of("a", "b")));
    assertThat(of(List.of(List.of("a"), "b"))).isNotEqualTo(of(List.of("a", List.of("b"))));
    assertThat(of(Arrays.asList("a", null))).isNotEqualTo(of(List.of("a")));
  }

  @Test
  void anotherActivityIsNotTheSame() {
    assertThat(Fingerprint.of(CONVERTER, "Refund", List.of("a"))).isNotEqualTo(of("a"));
  }

  @Test
  void bytesHaveOneToo() {
    assertThat(of((Object) new byte[] {1})).isEqualTo(of((Object) new byte[] {1}));
    assertThat(of((Object) new byte[] {1})).isNotEqualTo(of((Object) new byte[] {2}));
  }

  @Test
  void whatCannotBeWrittenIsRefusedByName() {
    assertThatThrownBy(() -> of("a", new Endless()))
        .satisfies(e -> assertThat(FailureTypes.matches(e, FailureTypes.EFFECT_REFUSED)).isTrue())
        .hasMessageContaining("argument 2: must be encodable")
        .hasMessageContaining("Endless");
  }

  @ParameterizedTest
  @EnumSource
  void everyConverterGivesOne(Foreign foreign) {
    RunConverter converter = RunConverter.of(foreign.converter());
    List<Object> values =
        List.of(new Old("o", BigDecimal.ONE), Optional.of("x"), List.of(1, 2), "text");
    assertThat(Fingerprint.of(converter, "A", values))
        .isEqualTo(Fingerprint.of(converter, "A", values))
        .isNotEqualTo(Fingerprint.of(converter, "A", List.of(new Old("p", BigDecimal.ONE))))
        .hasSize(45)
        .startsWith("1:");
  }
}
