// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which branches of a ledger may be deleted, and which runs still need the others.
 *
 * @param workflowTypes whose runs were looked at
 * @param asOf when
 * @param retention how long their namespace keeps a closed run
 * @param rows one for each version, in the order in which branches go; the newest versions, which
 *     stay, at the end
 * @param cost what was asked of the server
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
public record RetirementReport(
    List<String> workflowTypes, Instant asOf, Duration retention, List<Row> rows, Cost cost) {

  /** What may be done with a version. */
  public enum Verdict {
    /** It stays: new runs take it. */
    NEWEST,
    /** Open runs are on it, or may be. */
    IN_USE,
    /** No open run is known to be on it, but of some runs it is not known. */
    UNCLEAR,
    /** Closed runs that were on it are still kept, and a query replays them. */
    RETAINED,
    /**
     * Nobody needs it, but versions are deleted in their order, and an older one is still needed.
     */
    BEHIND,
    /** Nobody needs it. */
    DELETABLE,
    /** It is no longer in the code, but open runs are on it and wait for a worker that has it. */
    STRANDED
  }

  /**
   * A run.
   *
   * @param workflowId its workflow id
   * @param runId its run id
   * @param began when it began
   */
  @Wire
  public record Run(String workflowId, String runId, Instant began) {}

  /**
   * A version of a change.
   *
   * @param change the id of the change
   * @param version -1 for the code before it, and for anything else older than the ledger's first
   *     version
   * @param verdict what may be done with it
   * @param open how many open runs are on it, or may be
   * @param unclear of how many further open runs it is not known whether they are on it
   * @param closed how many closed runs that are still kept were on it, or may have been
   * @param oldest the oldest open run that is on it or unclear; null if there is none, and for the
   *     newest version
   * @param deletableFrom the time from which it may be deleted; null if that is not known yet, or
   *     no run that was on it is kept
   * @param query finds those runs in the Web UI, the open ones if there are any; null if there are
   *     none. With scope {@link ChangeLedger.Scope#KEY} it may name only some of the keys
   */
  @Wire
  public record Row(
      String change,
      int version,
      Verdict verdict,
      long open,
      long unclear,
      long closed,
      @Nullable Run oldest,
      @Nullable Instant deletableFrom,
      @Nullable String query) {}

  /**
   * What was asked of the server.
   *
   * @param queries counts and pages of lists
   * @param runs how many runs were listed
   * @param histories how many histories were read
   * @param unread how many more would have been read without the limit
   */
  @Wire
  public record Cost(long queries, long runs, long histories, long unread) {}

  /**
   * Finds a row.
   *
   * @param change the id of a change
   * @param version a version of it
   * @return its row
   * @throws IllegalArgumentException if there is none, because the version is not declared, or is
   *     no longer in the code and no open run is on it
   */
  public Row row(String change, int version) {
    return rows.stream()
        .filter(row -> row.change().equals(change) && row.version() == version)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no row of version %d of change \"%s\"".formatted(version, change)));
  }

  /**
   * {@return the report as text: a line for each row, and a query below it if runs still need a
   * branch}
   */
  public String table() {
    return ReportText.table(this);
  }
}
