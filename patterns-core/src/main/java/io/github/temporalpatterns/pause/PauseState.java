// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import io.github.temporalpatterns.pause.Pausable.Entry;
import io.github.temporalpatterns.pause.Pausable.Hold;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.github.temporalpatterns.pause.Pausable.Verb;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What continue-as-new carries of a {@link PauseGate}: pause, clock, timers, requests, audit trail.
 *
 * <p>Written and read by the library; a workflow only passes it on. Its size is bounded. A run that
 * gets it again, by a workflow retry or a cron schedule, does not take it up. Unknown properties
 * are ignored, so that workers of neighbouring versions can share a run; a greater {@code schema}
 * is left to a worker that knows it.
 *
 * @param schema version of this record's meaning, now {@value #SCHEMA}
 * @param writer the id of the run that wrote this: only the run that continues it takes it up
 * @param run how often the chain has continued as new
 * @param hold the pause, if there is one
 * @param stepsLeft safe points that may be passed before it pauses again; null for any number
 * @param activeMillis active time until {@code markMillis}
 * @param markMillis workflow time at which this was written, in milliseconds since the epoch
 * @param safePoints safe points passed
 * @param progress how far it is
 * @param timers by name, the active time in milliseconds at which each is over
 * @param requests request ids taken, oldest first, and what each was for
 * @param audit newest entries, oldest first
 * @param auditDropped how many older entries are gone
 * @param parent what the parent workflow has asked for; null if nothing
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
    Map<String, Verb> requests,
    List<Entry> audit,
    long auditDropped,
    @Nullable ParentRequest parent) {
  /** The schema that this version writes: {@value}. */
  public static final int SCHEMA = 1;

  /**
   * A pause that the parent workflow has passed down.
   *
   * @param requestId by which request
   * @param answered whether the parent believes that this run is paused
   */
  @Wire
  public record ParentRequest(String requestId, boolean answered) {}
}
