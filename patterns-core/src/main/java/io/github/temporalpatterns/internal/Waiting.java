// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.github.temporalpatterns.OperatorCommand;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits for a person, and what that person can do. Internal, not API.
 *
 * @param what what waits, and for what
 * @param since since when
 * @param until when it stops waiting; null for never
 * @param ifNobody what happens if nobody decides
 * @param updates names of the updates that decide, the usual one first
 * @param example a command to copy for the first
 */
public record Waiting(
    String what,
    Instant since,
    @Nullable Instant until,
    String ifNobody,
    List<String> updates,
    OperatorCommand example) {

  /** What the Web UI shows of it, in its Markdown. */
  public String markdown() {
    String others =
        updates.size() == 1
            ? ""
            : " Or `%s`, of the same form."
                .formatted(String.join("`, `", updates.subList(1, updates.size())));
    return """
        **Waits for a person**: %s
        - since %s, until %s
        - if nobody decides: %s
        - to decide, send the update `%s`:

        `%s`
        %s
        """
        .formatted(
            what,
            since,
            until == null ? "somebody decides" : until,
            ifNobody,
            updates.get(0),
            WireMapper.text(example),
            others)
        .stripTrailing();
  }
}
