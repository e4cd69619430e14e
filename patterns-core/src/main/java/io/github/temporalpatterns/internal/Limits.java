// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.github.temporalpatterns.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a server with its default settings, less a margin where the server's count includes
 * what the library cannot see. {@code docs/limits.md} says where each comes from. Internal, not
 * API.
 */
public final class Limits {

  /**
   * Input of one activity or child workflow, or one memo: 2 MiB, less a sixteenth for what a codec
   * (encryption) or the headers add.
   */
  public static final int PAYLOAD_BYTES = (2 << 20) - (2 << 20) / 16;

  /**
   * All commands of one workflow task: the 4 MiB of a gRPC message, less an eighth for commands
   * that are not ours, markers, metadata and query results.
   */
  public static final int TASK_BYTES = (4 << 20) - (4 << 20) / 8;

  /** What a command weighs besides its payloads: names, ids, timeouts, retry policy, summary. */
  public static final int COMMAND_BYTES = 512;

  /** Activities that have not ended, of one run; child workflows and external signals alike. */
  public static final int PENDING_CALLS = 2_000;

  /** Events of one run after which the server suggests to continue as new. */
  public static final int EVENTS_HINT = 4_096;

  /** Updates that one run accepts. */
  public static final int UPDATES = 2_000;

  /** Updates of one run that are under way at one time; more of them wait. */
  public static final int UPDATES_IN_FLIGHT = 10;

  /** Bytes, in UTF-8, of a workflow id and of any other id or name that the server stores. */
  public static final int ID_BYTES = 1_000;

  private Limits() {}

  /** The bytes of an id. */
  public static int bytes(String id) {
    return id.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Weighs the calls of one run before they are scheduled: a server terminates a run that exceeds
   * its limits, and nothing is undone then. One instance per run.
   *
   * <p>Replay: a workflow task is told from the next by the history length, which the SDK sets from
   * the history at the start of each task.
   */
  public static final class Meter {

    private final RunConverter converter;
    private long task = -1;
    private long taskBytes;

    /** Weighs with the run's converter, codec included. */
    public Meter(RunConverter converter) {
      this.converter = converter;
    }

    /** The bytes of values as the server counts them. */
    public long measure(@Nullable Object... values) {
      return converter.bytes(values);
    }

    /** Whether a call of that size still fits into the current workflow task. */
    public boolean fitsTask(long bytes) {
      return scheduled() + COMMAND_BYTES + bytes <= TASK_BYTES;
    }

    /**
     * Refuses a payload that no call could carry, without accounting it.
     *
     * @throws ApplicationFailure {@link FailureTypes#PAYLOAD_TOO_LARGE}, not retryable
     */
    public void check(String what, long bytes) {
      if (bytes > PAYLOAD_BYTES) {
        throw tooLarge(what + " has " + bytes + " bytes", PAYLOAD_BYTES);
      }
    }

    /**
     * Accounts a call that is about to be scheduled.
     *
     * @throws ApplicationFailure {@link FailureTypes#PAYLOAD_TOO_LARGE}, not retryable, if it is
     *     too large by itself or together with the calls before it; it is not accounted then
     */
    public void schedule(String what, long bytes) {
      check(what, bytes);
      if (!fitsTask(bytes)) {
        throw tooLarge(
            what + " has " + bytes + " bytes after " + scheduled() + " bytes in one workflow task",
            TASK_BYTES);
      }
      taskBytes += COMMAND_BYTES + bytes;
    }

    private long scheduled() {
      long current = Workflow.getInfo().getHistoryLength();
      if (current != task) {
        task = current;
        taskBytes = 0;
      }
      return taskBytes;
    }

    private static ApplicationFailure tooLarge(String fact, int limit) {
      return ApplicationFailure.newNonRetryableFailure(
          fact + ", the limit is " + limit, FailureTypes.PAYLOAD_TOO_LARGE);
    }
  }
}
