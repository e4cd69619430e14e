// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.replay;

import io.temporal.api.failure.v1.Failure;
import java.util.regex.Pattern;

/** Says by what something ended, and apart from that what had happened before. */
public final class FailureText {
  private static final int MOST_CHARACTERS = 160;
  private static final int MOST_CAUSES = 3;

  /** What the SDK's state machines wrap around an exception of the workflow's code. */
  private static final Pattern STATE_MACHINE = Pattern.compile("\\w+: failure executing .*");

  private FailureText() {}

  /** Describes a failure: what ended it decides, its causes are history and named as such. */
  public static String of(Failure failure) {
    Failure decisive = decisive(failure);
    return one(decisive) + history(decisive);
  }

  private static String history(Failure failure) {
    StringBuilder text = new StringBuilder();
    Failure current = failure;
    for (int i = 0; i < MOST_CAUSES && current.hasCause(); i++) {
      text.append(
          current.hasTimeoutFailureInfo()
              ? "; before that, an attempt failed by "
              : "; caused by ");
      current = decisive(current.getCause());
      text.append(one(current));
    }
    return text.toString();
  }

  /** Describes what the workflow's code threw, and where, without what the SDK wraps around it. */
  public static String thrown(Failure failure) {
    Failure thrown = failure;
    while (thrown.hasCause() && isOfSdk(thrown)) {
      thrown = thrown.getCause();
    }
    return one(decisive(thrown)) + where(thrown) + history(decisive(thrown));
  }

  private static String where(Failure thrown) {
    return thrown
        .getStackTrace()
        .lines()
        .filter(line -> !line.startsWith("io.temporal.") && !line.startsWith("java."))
        .findFirst()
        .map(line -> " at " + line)
        .orElse("");
  }

  private static boolean isOfSdk(Failure failure) {
    return failure.getApplicationFailureInfo().getType().startsWith("io.temporal.internal.")
        || STATE_MACHINE.matcher(failure.getMessage()).lookingAt();
  }

  /** Below failures that only say which call it was. */
  private static Failure decisive(Failure failure) {
    boolean isOfCall =
        failure.hasActivityFailureInfo()
            || failure.hasChildWorkflowExecutionFailureInfo()
            || failure.hasNexusOperationExecutionFailureInfo();
    return isOfCall && failure.hasCause() ? decisive(failure.getCause()) : failure;
  }

  private static String one(Failure failure) {
    if (failure.hasEncodedAttributes()) {
      return "a failure that only the run's own converter can read";
    }
    String type =
        switch (failure.getFailureInfoCase()) {
          case APPLICATION_FAILURE_INFO -> failure.getApplicationFailureInfo().getType();
          case TIMEOUT_FAILURE_INFO ->
              failure
                  .getTimeoutFailureInfo()
                  .getTimeoutType()
                  .name()
                  .replaceFirst("TIMEOUT_TYPE_", "");
          default -> failure.getFailureInfoCase().name().replaceFirst("_FAILURE_INFO", "");
        };
    return cut(type + ": " + SdkMessages.explain(failure.getMessage()));
  }

  public static String cut(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
  }
}
