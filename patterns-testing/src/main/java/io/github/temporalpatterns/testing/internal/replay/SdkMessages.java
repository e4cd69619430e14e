// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The SDK's messages of a replay that fails, in few words. */
public final class SdkMessages {
  private static final Pattern MISMATCH =
      Pattern.compile(
          "(?:event|Event) (\\d+) of type (?:EVENT_TYPE_)?'?(?:EVENT_TYPE_)?(\\w+)'? does not match"
              + " command type (?:COMMAND_TYPE_)?(\\w+)");

  private SdkMessages() {}

  /** Turns the SDK's message, which carries a stack trace as text, into one line. */
  public static String explain(String message) {
    int strict = message.indexOf(CallLog.MARK);
    if (strict >= 0) {
      return message.substring(strict).lines().findFirst().orElse(message);
    }
    Matcher mismatch = MISMATCH.matcher(message);
    if (mismatch.find()) {
      return "at event %s the history has %s, the code now issues %s"
          .formatted(mismatch.group(1), mismatch.group(2), mismatch.group(3));
    }
    return Stream.of("NonDeterministicException: ", "error=")
        .filter(message::contains)
        .map(mark -> message.substring(message.indexOf(mark) + mark.length()))
        .findFirst()
        .orElse(message)
        .lines()
        .findFirst()
        .orElse("no reason given");
  }
}
