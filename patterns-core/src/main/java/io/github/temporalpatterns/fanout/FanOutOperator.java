// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query and the updates by which an operator watches and controls a fan-out.
 *
 * <p>Every {@link ChunkedFanOut} registers these handlers with its run; the workflow interface need
 * not extend this one. From a client: {@code PatternOperator.of(client).at(FanOutOperator.class,
 * workflowId)}. Commands reach the shards, too. When the fan-out is over, they are refused by
 * {@link io.github.temporalpatterns.FailureTypes#COMMAND_REFUSED}.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public interface FanOutOperator {

  /**
   * Returns how far the fan-out is. Answers in every state. The status does not include what shards
   * under way have done so far; {@link FanOutWatch} adds that.
   *
   * @return the status
   */
  @QueryMethod(name = "fanout.status", description = "How far the fan-out is")
  Status fanOutStatus();

  /**
   * Pauses: starts no more calls, and lets those under way end. The status says when none is left.
   *
   * @param command names the request
   * @return what became of it
   */
  @UpdateMethod(name = "fanout.pause", description = "Start no more calls")
  AuditEntry fanOutPause(Command command);

  /**
   * Continues after a pause.
   *
   * @param command names the request
   * @return what became of it
   */
  @UpdateMethod(name = "fanout.resume", description = "Go on after a pause")
  AuditEntry fanOutResume(Command command);

  /**
   * Changes how many calls run at once, over all shards.
   *
   * @param command names the request; its number is the window
   * @return what became of it
   */
  @UpdateMethod(name = "fanout.setWindow", description = "Calls at once, over all shards")
  AuditEntry fanOutSetWindow(Command command);

  /**
   * Changes how many items may fail.
   *
   * @param command names the request; its number is how many
   * @return what became of it
   */
  @UpdateMethod(name = "fanout.setToleratedFailures", description = "How many items may fail")
  AuditEntry fanOutSetToleratedFailures(Command command);

  /**
   * Changes how many items may begin in a second, over all shards.
   *
   * @param command names the request; its number is how many, 0 for no limit
   * @return what became of it
   */
  @UpdateMethod(
      name = "fanout.setMaxItemsPerSecond",
      description = "Items begun in a second, over all shards")
  AuditEntry fanOutSetMaxItemsPerSecond(Command command);

  /**
   * Ends the fan-out: starts no more calls, and lets those under way end or cancels them. The
   * workflow goes on with a report that says {@link FanOutReport.Outcome#STOPPED}.
   *
   * @param command names the request, and says whether calls under way are cancelled
   * @return what became of it
   */
  @UpdateMethod(name = "fanout.cancel", description = "End the fan-out: drain, or now")
  AuditEntry fanOutCancel(Command command);

  /**
   * Refuses a pause of a fan-out that is not under way.
   *
   * @param command the update's argument
   */
  @UpdateValidatorMethod(updateName = "fanout.pause")
  void checkFanOutPause(Command command);

  /**
   * Refuses a resumption of a fan-out that is not under way.
   *
   * @param command the update's argument
   */
  @UpdateValidatorMethod(updateName = "fanout.resume")
  void checkFanOutResume(Command command);

  /**
   * Refuses a window that is out of bounds.
   *
   * @param command the update's argument
   */
  @UpdateValidatorMethod(updateName = "fanout.setWindow")
  void checkFanOutSetWindow(Command command);

  /**
   * Refuses a negative number.
   *
   * @param command the update's argument
   */
  @UpdateValidatorMethod(updateName = "fanout.setToleratedFailures")
  void checkFanOutSetToleratedFailures(Command command);

  /**
   * Refuses a negative number.
   *
   * @param command the update's argument
   */
  @UpdateValidatorMethod(updateName = "fanout.setMaxItemsPerSecond")
  void checkFanOutSetMaxItemsPerSecond(Command command);

  /**
   * Refuses to end a fan-out that is not under way.
   *
   * @param command the update's argument
   */
  @UpdateValidatorMethod(updateName = "fanout.cancel")
  void checkFanOutCancel(Command command);

  /** What becomes of the calls under way. */
  enum Stop {
    /** They end. */
    DRAIN,
    /** They are cancelled. */
    NOW
  }

  /**
   * A command.
   *
   * @param requestId unique per command
   * @param by who asks
   * @param reason why
   * @param number what the command sets, if it sets a number
   * @param stop how a fan-out is ended
   */
  @Wire
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Command(
      String requestId, String by, String reason, @Nullable Long number, @Nullable Stop stop)
      implements OperatorCommand {

    /**
     * A command that needs nothing else.
     *
     * @param requestId unique per command
     * @param by who asks
     * @param reason why
     * @return the command
     */
    public static Command of(String requestId, String by, String reason) {
      return new Command(requestId, by, reason, null, null);
    }

    /**
     * Adds the number to set.
     *
     * @param value the number
     * @return the command with it
     */
    public Command number(long value) {
      return new Command(requestId, by, reason, value, stop);
    }

    /**
     * Adds what becomes of the calls under way.
     *
     * @param how drain or now
     * @return the command with it
     */
    public Command stop(Stop how) {
      return new Command(requestId, by, reason, number, how);
    }
  }

  /** Where a fan-out stands. */
  enum Phase {
    /** Not begun. */
    IDLE,
    /** Calls are made. */
    RUNNING,
    /** No calls are made until it is resumed; some may be under way. */
    PAUSED,
    /** No more calls are made; some may be under way. */
    STOPPING,
    /** Over. */
    ENDED
  }

  /**
   * How far a fan-out is.
   *
   * @param phase where it stands
   * @param plan how the work is divided; null before it begins
   * @param succeeded items that succeeded
   * @param failed items that failed
   * @param inFlight calls under way; a shard under way is one call, whatever it has under way
   *     itself
   * @param window calls at once
   * @param toleratedFailures how many items may fail, null for no limit
   * @param maxItemsPerSecond how many items may begin in a second, null for no limit
   * @param elapsed time since it began
   * @param active the part of it in which it was not paused
   * @param shards workflow ids of the shards under way
   * @param audit what operators asked, the newest entries, oldest first
   */
  @Wire
  record Status(
      Phase phase,
      FanOutReport.@Nullable Plan plan,
      long succeeded,
      long failed,
      int inFlight,
      int window,
      @Nullable Long toleratedFailures,
      @Nullable Double maxItemsPerSecond,
      Duration elapsed,
      Duration active,
      List<String> shards,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<AuditEntry> audit) {

    /** {@return items worked on in a second, while it was not paused} */
    public double rate() {
      long millis = active.toMillis();
      return millis == 0 ? 0 : (succeeded + failed) * 1000.0 / millis;
    }

    /** {@return the time left at that rate, without pauses; null if that is unknown} */
    public @Nullable Duration left() {
      if (plan == null || plan.items() < 0 || rate() == 0) {
        return null;
      }
      return Duration.ofMillis((long) ((plan.items() - succeeded - failed) * 1000 / rate()));
    }
  }
}
