// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.replay;

import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Which of a server's runs to look at.
 *
 * @param where a condition of a visibility query; blank for all runs
 * @param most at most so many open and so many closed runs of a type
 * @param part one run in so many
 * @param seed chooses among the parts
 */
public record Sample(String where, int most, int part, long seed) {
  private static final List<String> HALVES =
      List.of("ExecutionStatus = 'Running'", "ExecutionStatus != 'Running'");

  public Sample {
    if (most < 1 || part < 1) {
      throw new IllegalArgumentException(
          "a sample has at least 1 run, one in at least 1, not %d, one in %d"
              .formatted(most, part));
    }
  }

  /** A run that was listed. */
  public record Found(String type, String workflowId, String runId) {

    @Override
    public String toString() {
      return "%s %s, run %s".formatted(type, workflowId, runId);
    }
  }

  /**
   * Lists the runs of a workflow type. Nothing is replayed meanwhile: a page would be kept open.
   *
   * @throws IllegalStateException if the server does not list
   */
  public Stream<Found> of(String workflowType, Function<String, Stream<WorkflowExecution>> lister) {
    return queries(workflowType).flatMap(query -> list(workflowType, query, lister).stream());
  }

  private List<Found> list(
      String type, String query, Function<String, Stream<WorkflowExecution>> lister) {
    try (Stream<WorkflowExecution> runs = lister.apply(query)) {
      return runs.filter(run -> takes(run.getRunId()))
          .limit(most)
          .map(run -> new Found(type, run.getWorkflowId(), run.getRunId()))
          .toList();
    } catch (StatusRuntimeException e) {
      throw new IllegalStateException(
          "the server does not list runs by \"%s\": %s".formatted(query, e.getMessage()), e);
    }
  }

  /** {@return what may have left out all runs; blank if nothing can} */
  public String narrowed() {
    return (where.isBlank() ? "" : ", where " + where)
        + (part == 1 ? "" : ", in this one of %d parts".formatted(part));
  }

  /** Open runs break first; closed ones have been further. So each are asked for. */
  private Stream<String> queries(String workflowType) {
    String type = "WorkflowType = '" + workflowType.replace("'", "''") + "'";
    return HALVES.stream()
        .map(half -> type + " AND " + half + (where.isBlank() ? "" : " AND (" + where + ")"));
  }

  /** A checksum, so that the parts are of a size whatever the ids look like. */
  private boolean takes(String runId) {
    CRC32 checksum = new CRC32();
    checksum.update(runId.getBytes(StandardCharsets.UTF_8));
    return Math.floorMod(checksum.getValue() + seed, part) == 0;
  }
}
