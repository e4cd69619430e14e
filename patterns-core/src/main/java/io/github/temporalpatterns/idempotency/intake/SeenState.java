// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency.intake;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import java.util.Map;

/**
 * What continue-as-new carries of {@link SeenMessages}. Its size is bounded: about 90 bytes a
 * message.
 *
 * @param schema version of this record's meaning, now {@value #SCHEMA}
 * @param atMillis workflow time of the newest message, in milliseconds since the epoch
 * @param seen ids of messages, the oldest first, and when each was seen, in milliseconds since the
 *     epoch
 * @param crowdedOut how many were forgotten before their age, because others were too many
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
public record SeenState(
    int schema,
    long atMillis,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Long> seen,
    long crowdedOut) {
  /** The schema that this version writes: {@value}. */
  public static final int SCHEMA = 1;
}
