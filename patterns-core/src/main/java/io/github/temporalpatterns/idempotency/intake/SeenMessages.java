// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency.intake;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.KeyText;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells messages that come again from new ones, by the id that their sender gave them. A signal is
 * sent at least once, and a webhook, too. The server knows an update's id, but only within one run;
 * this remembers through continue-as-new.
 *
 * <p>Workflow code only. The first sight counts, and a repetition does not prolong it:
 *
 * <pre>{@code
 * private final SeenMessages seen;
 *
 * @WorkflowInit
 * public AccountWorkflowImpl(Account account, @Nullable SeenState state) {
 *   seen = SeenMessages.restore(1_000, Duration.ofDays(3), state);
 * }
 *
 * @Override
 * public void deposited(Deposit deposit) { // a signal
 *   if (seen.isFirst(deposit.eventId())) {
 *     balance += deposit.cents();
 *   }
 * }
 * }</pre>
 *
 * <p>Choose the age longer than the sender repeats, and the number greater than what comes in that
 * time: if more come, the oldest is forgotten early, and its repetition would count as new. {@link
 * #crowdedOut} says whether that happened.
 *
 * <p><b>State</b>: {@link #state}, computed last before continue-as-new, when the handlers have
 * finished. <b>Replay</b>: records nothing, and goes by workflow time. <b>Threads</b>: those of one
 * workflow. <b>Metric</b>: {@code workflow_patterns_idempotency_messages}, by {@code outcome}:
 * first, repeated, unnamed, crowded_out.
 *
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public final class SeenMessages {
  /** The most messages that can be remembered: {@value}. */
  public static final int MOST = 10_000;

  /** Ids up to so many characters are kept as they are, the end of longer ones as a hash. */
  private static final int ID_LENGTH = 64;

  private static final String MESSAGES = "workflow_patterns_idempotency_messages";

  private final SeenWindow window;

  private SeenMessages(SeenWindow window) {
    this.window = window;
  }

  /**
   * Goes on with the memory of the run before, or begins one.
   *
   * @param most how many messages to remember, 1 to {@value #MOST}
   * @param age how long to remember each, at least 1 ms
   * @param state what the run before has passed on; null in the first run
   * @return the memory
   * @throws IllegalArgumentException naming option, rule and value
   * @throws IllegalStateException if the state is of a newer schema: the workflow task is tried
   *     again until a worker has the version that knows it
   */
  public static SeenMessages restore(int most, Duration age, @Nullable SeenState state) {
    Checks.inRange("most", most, 1, MOST);
    Checks.notNull("age", age);
    Checks.atLeast("age", age.toMillis(), 1);
    if (state != null && state.schema() > SeenState.SCHEMA) {
      throw new IllegalStateException(
          "seen messages of schema %d, this version reads up to %d"
              .formatted(state.schema(), SeenState.SCHEMA));
    }
    return new SeenMessages(new SeenWindow(most, age.toMillis(), state));
  }

  /**
   * Remembers a message, and says whether it is new. Never throws, so that a handler may ask.
   *
   * @param id which the sender gave it; a message without one, null or blank, is always new,
   *     because nothing tells it from others
   * @return true if it is to be handled
   */
  public boolean isFirst(@Nullable String id) {
    if (id == null || id.isBlank()) {
      count("unnamed", 1);
      return true;
    }
    long before = window.crowdedOut();
    boolean first = window.add(key(id), Workflow.currentTimeMillis());
    count(first ? "first" : "repeated", 1);
    if (window.crowdedOut() > before) {
      count("crowded_out", window.crowdedOut() - before);
    }
    return first;
  }

  /**
   * Says whether a message was seen, and changes nothing: for queries and validators of updates.
   *
   * @param id which the sender gave it
   * @return true if it is remembered
   */
  public boolean has(@Nullable String id) {
    return id != null && !id.isBlank() && window.has(key(id), Workflow.currentTimeMillis());
  }

  /** {@return how many messages were forgotten before their age, in all runs of the chain} */
  public long crowdedOut() {
    return window.crowdedOut();
  }

  /** {@return what the next run needs} */
  public SeenState state() {
    return window.state();
  }

  private static String key(String id) {
    return KeyText.shortened(id, ID_LENGTH);
  }

  private static void count(String outcome, long messages) {
    Workflow.getMetricsScope().tagged(Map.of("outcome", outcome)).counter(MESSAGES).inc(messages);
  }
}
