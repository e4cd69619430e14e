// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The status of a breaker.
 *
 * @param name its name
 * @param state its state
 * @param calls the calls that count now
 * @param failed those that failed
 * @param slow those that were slow
 * @param failureRate the part that failed, in percent; null while there are too few
 * @param slowCallRate the part that was slow, in percent; null while there are too few
 * @param notPermitted calls that were not permitted since it last started to count anew
 * @param waiting calls that wait for their turn
 * @param nextProbe when it will permit a probe; null if it permits calls now, or the time is not
 *     known
 * @param explanation why it opened last, or null
 * @param audit what operators asked, the newest entries, oldest first
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
public record Status(
    String name,
    State state,
    int calls,
    int failed,
    int slow,
    @Nullable Double failureRate,
    @Nullable Double slowCallRate,
    int notPermitted,
    int waiting,
    @Nullable Instant nextProbe,
    @Nullable String explanation,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<AuditEntry> audit) {}
