// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.ExecutionVerdict;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.saga.SagaReport.RecoveryReport;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step in the undo log. Pure: knows neither Temporal nor time. */
final class LogEntry {

  final String name;
  final IdempotencyKey key;
  final String nest;
  final @Nullable String group;
  final List<String> after;
  final int definitionVersion;
  final boolean undoFromResult;
  final @Nullable Recovery confirm;
  private @Nullable Recovery undo;
  private ExecutionVerdict verdict;
  private boolean running;
  private boolean undoDropped;

  LogEntry(SagaState.Entry data) {
    name = data.name();
    key = data.key();
    nest = data.nest();
    group = data.group();
    after = data.after();
    definitionVersion = data.definitionVersion();
    verdict = data.verdict();
    undoFromResult = data.undoFromResult();
    undoDropped = data.undoDropped();
    undo = Recovery.of(data.undo());
    confirm = Recovery.of(data.confirm());
  }

  SagaState.Entry toData() {
    return new SagaState.Entry(
        name,
        key,
        nest,
        group,
        after,
        definitionVersion,
        verdict,
        undoFromResult,
        undoDropped,
        Recovery.toData(undo),
        Recovery.toData(confirm));
  }

  SagaReport.StepReport report() {
    return new SagaReport.StepReport(
        name, key, definitionVersion, running, verdict, undoReport(), report(confirm));
  }

  private RecoveryReport undoReport() {
    if (undo == null && undoDropped) {
      return Recovery.DROPPED;
    }
    boolean noResult = undo == null && undoFromResult && verdict == ExecutionVerdict.UNKNOWN;
    return noResult ? Recovery.NO_RESULT : report(undo);
  }

  private static RecoveryReport report(@Nullable Recovery recovery) {
    return recovery == null ? Recovery.NONE : recovery.report();
  }

  ExecutionVerdict verdict() {
    return verdict;
  }

  @Nullable Recovery undo() {
    return undo;
  }

  /** What of it waits for an operator. */
  @Nullable Recovery parked() {
    if (undo != null && undo.state() == RecoveryState.PARKED) {
      return undo;
    }
    return confirm != null && confirm.state() == RecoveryState.PARKED ? confirm : null;
  }

  void began() {
    running = true;
  }

  void ended(ExecutionVerdict result) {
    running = false;
    verdict = result;
    if (result == ExecutionVerdict.NOT_EXECUTED && undo != null && !undoDropped) {
      undo.ended(RecoveryState.NOT_NEEDED, null);
    }
  }

  void amend(Recovery better) {
    undo = better;
    if (undoDropped) {
      better.ended(RecoveryState.DROPPED, null);
    }
  }

  /** What the step did, or will have done, stays. */
  void dropUndo() {
    undoDropped = true;
    if (undo != null && !undo.settled()) {
      undo.ended(RecoveryState.DROPPED, null);
    }
  }

  /** A step that did not end well, or was taken back, has nothing to confirm. */
  void dropNeedlessConfirm() {
    boolean stands = undoDropped || undo == null || undo.state() == RecoveryState.PENDING;
    if (confirm != null && !(stands && verdict == ExecutionVerdict.EXECUTED)) {
      confirm.ended(RecoveryState.NOT_NEEDED, null);
    }
  }

  /** May have acted, should have been taken back, and was not. */
  boolean open() {
    return undo != null
        ? !undo.settledWell()
        : undoFromResult && !undoDropped && verdict != ExecutionVerdict.NOT_EXECUTED;
  }

  /** Its undo was tried and did not succeed: what remains open when the saga succeeds. */
  boolean failedToUndo() {
    return undo != null && undo.settled() && !undo.settledWell();
  }

  boolean inside(String path) {
    return inside(nest, path);
  }

  static boolean inside(String nest, String path) {
    return path.isEmpty() || nest.equals(path) || nest.startsWith(path + "/");
  }
}
