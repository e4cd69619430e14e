// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.temporalpatterns.internal.Wire;
import java.util.List;
import java.util.Map;

/**
 * What a block remembers of its operators. A part of the states that continue-as-new carries; its
 * size is bounded.
 *
 * @param requests the ids of the newest commands, oldest first, and what each was
 * @param audit the newest entries, oldest first
 * @param dropped how many older entries are gone
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
public record OperatorLog(
    @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> requests,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<AuditEntry> audit,
    long dropped) {}
