// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which attempts a fault spoils, and whether they act all the same. */
final class FaultTest {

  private final List<Integer> acted = new ArrayList<>();
  private final List<Integer> unanswered = new ArrayList<>();

  @Test
  void anErrorSpoilsTwoAttemptsBeforeTheyAct() {
    assertThatThrownBy(() -> attempt(Fault.ERROR, 1)).isInstanceOf(ApplicationFailure.class);
    assertThatThrownBy(() -> attempt(Fault.ERROR, 2)).isInstanceOf(ApplicationFailure.class);
    assertThat(attempt(Fault.ERROR, 3)).isEqualTo("answer");
    assertThat(acted).containsExactly(3);
  }

  @Test
  void aCrashLosesTheAnswerOfTheFirstAttempt() {
    assertThatThrownBy(() -> attempt(Fault.CRASH_AFTER, 1)).isInstanceOf(ApplicationFailure.class);
    assertThat(attempt(Fault.CRASH_AFTER, 2)).isEqualTo("answer");
    assertThat(acted).containsExactly(1, 2);
  }

  @Test
  void aTimeoutHoldsBackTheAnswerOfTheFirstAttempt() {
    attempt(Fault.TIMEOUT, 1);
    attempt(Fault.TIMEOUT, 2);
    assertThat(unanswered).containsExactly(1);
    assertThat(acted).containsExactly(1, 2);
  }

  @Test
  void aSlowAttemptActsAndAnswers() {
    assertThat(attempt(Fault.SLOW, 1)).isEqualTo("answer");
    assertThat(acted).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9})
  void aPermanentFaultNeverActsAndIsNotRetried(int attempt) {
    assertThatThrownBy(() -> attempt(Fault.PERMANENT, attempt))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isTrue());
    assertThat(acted).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERROR", "CRASH_AFTER"})
  void otherFailuresAreRetried(String fault) {
    assertThatThrownBy(() -> attempt(Fault.valueOf(fault), 1))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isFalse());
  }

  private String attempt(Fault fault, int attempt) {
    ActivityInfo info = fake(ActivityInfo.class, (proxy, method, arguments) -> attempt);
    ActivityExecutionContext context =
        fake(
            ActivityExecutionContext.class,
            (proxy, method, arguments) ->
                method.getName().equals("getInfo") ? info : (Object) unanswered.add(attempt));
    return fault.around(
        context,
        () -> {
          acted.add(attempt);
          return "answer";
        });
  }

  private static <T> T fake(Class<T> type, InvocationHandler answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
  }
}
