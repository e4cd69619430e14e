// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mockito.Answers;
import org.mockito.MockingDetails;
import org.mockito.Mockito;

/**
 * Finds calls of mocks that nobody stubbed. The one class that knows Mockito, which is optional.
 */
final class Unstubbed {
  private Unstubbed() {}

  static boolean isMock(Object candidate) {
    return Mockito.mockingDetails(candidate).isMock();
  }

  /**
   * Whether a call that was just made got a default of Mockito's own. A spy, or a mock with default
   * answers of the test's choice, has something to say to every call.
   */
  static boolean is(Object mock, Method method, @Nullable Object[] arguments) {
    MockingDetails details = Mockito.mockingDetails(mock);
    if (details.getMockCreationSettings().getDefaultAnswer() != Answers.RETURNS_DEFAULTS) {
      return false;
    }
    return details.getInvocations().stream()
        .filter(
            call ->
                call.getMethod().getName().equals(method.getName())
                    && Arrays.equals(call.getRawArguments(), arguments))
        .reduce((earlier, later) -> later)
        .filter(call -> call.stubInfo() == null)
        .isPresent();
  }
}
