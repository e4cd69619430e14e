// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.github.temporalpatterns.ExecutionVerdict;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.NexusOperationFailure;
import io.temporal.failure.ServerFailure;
import io.temporal.failure.TimeoutFailure;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a failure tells: a cancellation however it is wrapped, whether the failed call reached the
 * world, and what happened in one line; and how many failures are tolerated. Internal, not API.
 *
 * <p>The verdict, as found on a real server and on the in-process one. Where a row says UNKNOWN for
 * a call that in truth never ran, its failure has a twin, equal in every field, of a call that ran.
 *
 * <table>
 *   <caption>Verdicts</caption>
 *   <tr><th>What happened</th><th>What the failure shows</th><th>Verdict</th></tr>
 *   <tr><td>activity called in a cancelled scope, or cancelled in the task that called it</td>
 *       <td>activity {@literal <-} cancelled, identity "workflow", scheduled event 0</td>
 *       <td>NOT_EXECUTED</td></tr>
 *   <tr><td>the same with ABANDON: the activity runs nevertheless</td>
 *       <td>the same</td><td>UNKNOWN</td></tr>
 *   <tr><td>cancelled later: queued, running, or between two attempts</td>
 *       <td>activity {@literal <-} cancelled, scheduled event set; started event often 0 for a
 *       running one too, on the in-process server even after WAIT_CANCELLATION_COMPLETED</td>
 *       <td>UNKNOWN</td></tr>
 *   <tr><td>schedule-to-start, only one attempt allowed</td>
 *       <td>timeout without a cause</td><td>NOT_EXECUTED</td></tr>
 *   <tr><td>schedule-to-start, more attempts allowed</td>
 *       <td>timeout; a real server names the failure of the attempt before as its cause, if there
 *       was one, the in-process server does not</td><td>UNKNOWN</td></tr>
 *   <tr><td>start-to-close, heartbeat, schedule-to-close</td>
 *       <td>timeout</td><td>UNKNOWN</td></tr>
 *   <tr><td>the activity threw, or its worker does not know its type, or could not read its
 *       arguments or write its result</td>
 *       <td>application failure; the last two look alike</td><td>UNKNOWN</td></tr>
 *   <tr><td>the result is larger than a payload may be (a real server only)</td>
 *       <td>server failure "Complete result exceeds size limit."</td><td>EXECUTED</td></tr>
 *   <tr><td>child workflow not started: id in use, or cancelled in the task that called it</td>
 *       <td>child failure, started event 0</td><td>NOT_EXECUTED</td></tr>
 *   <tr><td>child workflow failed, timed out, cancelled or terminated</td>
 *       <td>child failure, started event set</td><td>UNKNOWN</td></tr>
 *   <tr><td>child workflow called in a cancelled scope; abandoned while it runs</td>
 *       <td>cancelled, without a child failure in both cases</td><td>UNKNOWN</td></tr>
 *   <tr><td>local activity, Nexus operation, anything else</td><td></td><td>UNKNOWN</td></tr>
 * </table>
 *
 * <p>Two things no failure shows: an operator who resets an activity gives it attempts beyond its
 * policy, and "id in use" may mean a child that this run itself started before it was reset.
 */
public final class Failures {

  /** How the SDK signs a cancellation that it made up without the server. */
  private static final String SIGNED_BY_SDK = "workflow";

  /** The longest line, in characters. */
  private static final int LINE = 300;

  private static final String RESULT_TOO_LARGE = "Complete result exceeds size limit.";

  /** In which the SDK wraps checked exceptions; the class itself is internal. */
  private static final Class<?> WRAPPER = Activity.wrap(new Exception()).getClass();

  private Failures() {}

  /** Whether a failure is a cancellation: the failure itself, or of the call that it reports. */
  public static boolean isCancellation(@Nullable Throwable failure) {
    return failure != null && root(failure) instanceof CanceledFailure;
  }

  /**
   * Whether a call itself threw a failure of one of these types. What a call inside it threw, of a
   * child workflow for example, says nothing about the whole.
   */
  public static boolean threw(Throwable failure, Collection<String> types) {
    Throwable thrown = isWrapper(failure) ? failure.getCause() : failure;
    return thrown instanceof ApplicationFailure application
        && types.contains(application.getType());
  }

  /**
   * Judges the failure of <em>one</em> call; the failure of a block of calls only tells about the
   * last of them.
   *
   * @param failure what the call threw
   * @param options the options of the activity as the server got them, null if they are not known
   *     or the call was no activity; without them less can be proved
   */
  public static ExecutionVerdict verdict(Throwable failure, @Nullable ActivityOptions options) {
    if (failure instanceof ChildWorkflowFailure child) {
      return child.getStartedEventId() == 0
          ? ExecutionVerdict.NOT_EXECUTED
          : ExecutionVerdict.UNKNOWN;
    }
    if (!(failure instanceof ActivityFailure activity)) {
      return ExecutionVerdict.UNKNOWN;
    }
    if (activity.getCause() instanceof ServerFailure server) {
      return RESULT_TOO_LARGE.equals(server.getOriginalMessage())
          ? ExecutionVerdict.EXECUTED
          : ExecutionVerdict.UNKNOWN;
    }
    boolean neverStarted =
        options != null && (neverScheduled(activity, options) || neverPickedUp(activity, options));
    return neverStarted ? ExecutionVerdict.NOT_EXECUTED : ExecutionVerdict.UNKNOWN;
  }

  /**
   * The failure that ended a call, below those that only say which call it was. It alone decides;
   * what it has as causes is history: the attempt before a timeout, for example.
   */
  public static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (isWrapper(root) && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** What was thrown before the SDK wrapped it, as {@code Activity.wrap} does with checked ones. */
  public static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return WRAPPER.isInstance(thrown) && cause != null ? cause : thrown;
  }

  /** How many of so many items may fail, rounded down to whole items. */
  public static long tolerated(double ratio, long items) {
    // A ratio such as 0.29 has no exact binary form: 0.29 * 100 is a little less than 29.
    return (long) Math.floor(ratio * items + 1e-9);
  }

  /**
   * The {@link #root}'s type and message, on one line of bounded length. After a timeout it also
   * tells how the attempt before had failed, if the server says so, and calls it that.
   */
  public static String line(Throwable failure) {
    Throwable root = root(failure);
    Throwable before = root instanceof TimeoutFailure ? root.getCause() : null;
    String text =
        before == null ? text(root) : text(root) + "; an earlier attempt: " + text(root(before));
    String line = text.replaceAll("\\s+", " ");
    return encodable(line.length() <= LINE ? line : line.substring(0, LINE) + "...");
  }

  private static String text(Throwable failure) {
    return failure instanceof ApplicationFailure application
        ? application.getType() + ": " + application.getOriginalMessage()
        : failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }

  /** Says which call failed, and nothing else. */
  private static boolean isWrapper(Throwable failure) {
    return failure instanceof ActivityFailure
        || failure instanceof ChildWorkflowFailure
        || failure instanceof NexusOperationFailure;
  }

  private static boolean neverScheduled(ActivityFailure failure, ActivityOptions options) {
    return failure.getCause() instanceof CanceledFailure
        && failure.getScheduledEventId() == 0
        && SIGNED_BY_SDK.equals(failure.getIdentity())
        && options.getCancellationType() != ActivityCancellationType.ABANDON;
  }

  private static boolean neverPickedUp(ActivityFailure failure, ActivityOptions options) {
    return failure.getCause() instanceof TimeoutFailure timeout
        && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START
        && timeout.getCause() == null
        && options.getRetryOptions() != null
        && options.getRetryOptions().getMaximumAttempts() == 1;
  }

  /** Half a surrogate pair cannot be written as JSON; it would block the run. */
  private static String encodable(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
