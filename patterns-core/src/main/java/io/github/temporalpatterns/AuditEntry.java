// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.temporalpatterns.internal.Wire;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command: the answer to it, and a line of the audit trail.
 *
 * @param requestId the command's id; null if a policy acted, not a person, or a signal was refused
 * @param at when, in the time of the workflow
 * @param by who asked
 * @param verb what was asked
 * @param on what it was asked of, such as a step's name; null for the whole block
 * @param reason why
 * @param effect what it changed
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
    @Nullable String requestId,
    Instant at,
    String by,
    String verb,
    @Nullable String on,
    String reason,
    String effect) {}
