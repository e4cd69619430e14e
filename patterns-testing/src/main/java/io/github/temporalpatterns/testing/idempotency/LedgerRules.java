// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.FailureTypes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/** What the groups of rules have in common. */
abstract class LedgerRules {
  private LedgerLab lab;

  abstract LedgerContract contract();

  @BeforeEach
  void openLab() {
    lab = new LedgerLab(contract());
  }

  LedgerLab lab() {
    return lab;
  }

  /** Requires that a call fails by a published type. */
  static Throwable assertFails(String type, ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    assertThat(FailureTypes.matches(failure, type)).as("%s by %s", type, failure).isTrue();
    return failure;
  }
}
