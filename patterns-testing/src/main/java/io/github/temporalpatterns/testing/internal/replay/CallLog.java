// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.replay;

import io.github.temporalpatterns.testing.internal.Plain;
import io.temporal.api.common.v1.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the workflows of an environment asked the SDK for, run by run, in order. */
public final class CallLog {
  /** Begins the message of every mismatch. */
  static final String MARK = "strict replay: ";

  private static final int SHOWN = 200;

  /**
   * One call, with the values that it passed. They are compared as they are encoded, but before a
   * codec: it may encrypt the same bytes differently each time.
   */
  public record Call(String what, List<Payload> values) {
    @Override
    public String toString() {
      return values.stream().map(Call::show).collect(Collectors.joining(", ", what + "(", ")"));
    }

    private static String show(Payload value) {
      String text = Plain.text(value);
      return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
  }

  private final Map<String, List<Call>> runs = new HashMap<>();

  /**
   * Notes a call of a task that is executed for the first time, or compares one that is replayed. A
   * task whose answer never arrived may take another course, so its calls do not bind.
   */
  public synchronized void add(String runId, int position, Call call, boolean replayed) {
    List<Call> calls = runs.computeIfAbsent(runId, first -> new ArrayList<>());
    if (position < calls.size()) {
      if (replayed) {
        compare(position, calls.get(position), call);
        return;
      }
      calls.subList(position, calls.size()).clear();
    }
    calls.add(call);
  }

  private static void compare(int position, Call before, Call now) {
    if (!before.equals(now)) {
      throw new AssertionError(
          "%scall %d of the workflow was %s and is %s when it is executed again"
              .formatted(MARK, position + 1, before, now));
    }
  }
}
