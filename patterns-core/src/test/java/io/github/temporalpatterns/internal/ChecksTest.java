// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ChecksTest {

  @Test
  void acceptsWhatKeepsTheRule() {
    assertThat(Checks.notNull("name", "x")).isEqualTo("x");
    assertThatCode(
            () -> {
              Checks.notBlank("name", "x");
              Checks.positive("budget", Duration.ofNanos(1));
              Checks.atLeast("attempts", 1, 1);
              Checks.inRange("width", 1, 1, 9);
              Checks.inRange("width", 9, 1, 9);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void namesOptionRuleAndValue() {
    refuses(() -> Checks.notNull("name", null), "name must be set, was null");
    refuses(() -> Checks.notBlank("name", null), "name must not be blank, was null");
    refuses(() -> Checks.notBlank("name", "  "), "name must not be blank, was \"  \"");
    refuses(() -> Checks.positive("budget", null), "budget must be positive, was null");
    refuses(() -> Checks.positive("budget", Duration.ZERO), "budget must be positive, was PT0S");
    refuses(
        () -> Checks.positive("budget", Duration.ofSeconds(-1)),
        "budget must be positive, was PT-1S");
    refuses(() -> Checks.atLeast("attempts", 0, 1), "attempts must be at least 1, was 0");
    refuses(() -> Checks.inRange("width", 0, 1, 9), "width must be between 1 and 9, was 0");
    refuses(() -> Checks.inRange("width", 10, 1, 9), "width must be between 1 and 9, was 10");
  }

  private static void refuses(ThrowingCallable check, String message) {
    assertThatThrownBy(check).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
