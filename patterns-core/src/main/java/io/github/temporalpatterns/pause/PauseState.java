// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.temporalpatterns.OperatorLog;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import io.github.temporalpatterns.pause.Pausable.Hold;
import io.github.temporalpatterns.pause.Pausable.Progress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What continue-as-new carries of a {@link PauseGate}: pause, clock, timers, operators' log.
 *
 * <p>The library writes and reads it; a workflow only passes it on. Its size is bounded. A run that
 * gets it a second time, from a workflow retry or a cron schedule, does not use it. Unknown
 * properties are ignored, so that workers of neighbouring versions can share a run. A greater
 * {@code schema} fails the workflow task until a worker knows it.
 *
 * @param schema version of this record's meaning, now {@value #SCHEMA}
 * @param writer the id of the run that wrote this; only the run that continues it uses it
 * @param run how often the chain has continued as new
 * @param hold the pause; null if there is none
 * @param stepsLeft how many safe points may be passed before the next pause; null for any number
 * @param activeMillis active time until {@code markMillis}
 * @param markMillis workflow time at which this was written, in milliseconds since the epoch
 * @param safePoints safe points passed
 * @param progress how far the work is
 * @param timers the active time, in milliseconds, at which each timer is over, by name
 * @param operators what is remembered of operators' commands
 * @param parent the pause of the parent workflow; null if there is none
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PauseState(
    int schema,
    @Nullable String writer,
    int run,
    @Nullable Hold hold,
    @Nullable Integer stepsLeft,
    long activeMillis,
    long markMillis,
    long safePoints,
    Progress progress,
    Map<String, Long> timers,
    OperatorLog operators,
    @Nullable ParentRequest parent) {
  /** The schema that this version writes: {@value}. */
  public static final int SCHEMA = 1;

  /**
   * A pause that came from the parent workflow.
   *
   * @param requestId the id of the pause
   * @param answered whether the parent has been told that this run is paused
   */
  @Wire
  public record ParentRequest(String requestId, boolean answered) {}
}
