// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What golden histories leave out of payloads, and what they keep. */
class VolatileTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'\"2026-12-01T10:00:00.123Z\"', '\"2026-12-01T10:00:07Z\"'",
        "'{\"at\":\"2026-12-01T10:00:00+01:00\"}', '{\"at\":\"2026-12-02T11:00\"}'",
        "'{\"at\":1764590000.123456789}', '{\"at\":1764590001.0}'",
        "'{\"elapsed\":3600.003000000}', '{\"elapsed\":3600.0}'",
        "'[3600.003000000]', '[3600.004000000]'",
        "'\"PT1H0.003S\"', '\"PT1H0.004S\"'",
        "'{\"activeMillis\":17,\"started_at\":5}', '{\"activeMillis\":18,\"started_at\":6}'",
        "'1796130495098', '1796130495779'",
        "'{\"id\":\"2036a12a-d054-484e-b709-2eaa214d25a2\"}',"
            + " '{\"id\":\"876023b8-d054-484e-b709-2eaa214d25a2\"}'",
        "'{\"cost\":1,\"note\":\"a \\\" b\"}', '{\"cost\":2,\"note\":\"c\"}'"
      })
  void differencesThatDoNotCount(String recorded, String now) {
    assertThat(scrub(recorded)).isEqualTo(scrub(now));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"amount\":100}",
        "{\"price\":12.0}",
        "{\"format\":\"A4\"}",
        "{\"float\":7}",
        "\"PT30S\"",
        "\"2026-12-24\"",
        "{\"what\":3}",
        "[1,2,3]"
      })
  void valuesThatCount(String text) {
    assertThat(scrub(text)).isEqualTo(text);
  }

  @Test
  void aNamedFieldKeepsItsNameAndLosesItsValue() {
    assertThat(scrub("{\"cost\" : 3, \"costs\":4, \"note\":null}"))
        .isEqualTo("{\"cost\" : <any>, \"costs\":4, \"note\":<any>}");
  }

  private static String scrub(String text) {
    return new Volatile(Set.of("cost", "note")).scrub(text);
  }
}
