// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.saga.SagaReport.RecoveryReport;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An undo or confirm call and what became of it. Pure: knows neither Temporal nor time. */
final class Recovery {

  static final RecoveryReport NONE = new RecoveryReport(RecoveryState.NONE, 0, null, null, null);

  static final RecoveryReport NO_RESULT =
      new RecoveryReport(RecoveryState.NO_RESULT, 0, null, null, null);

  final SagaState.Target target;
  final String type;
  final SagaState.CallOptions options;
  private List<SagaState.Argument> arguments;
  private RecoveryState state = RecoveryState.PENDING;
  private int attempts;
  private @Nullable String failure;
  private @Nullable String decidedBy;
  private @Nullable String note;

  Recovery(
      SagaState.Target target,
      String type,
      List<SagaState.Argument> arguments,
      SagaState.CallOptions options) {
    this.target = target;
    this.type = type;
    this.arguments = List.copyOf(arguments);
    this.options = options;
  }

  static @Nullable Recovery of(SagaState.@Nullable Call call) {
    if (call == null) {
      return null;
    }
    Recovery recovery = new Recovery(call.target(), call.type(), call.arguments(), call.options());
    RecoveryReport report = call.recovery();
    recovery.state = restored(report.state());
    recovery.attempts = report.attempts();
    recovery.failure = report.failure();
    recovery.decidedBy = report.decidedBy();
    recovery.note = report.note();
    return recovery;
  }

  /** What ran or waited in another run has nobody to end it there: it is due here. */
  private static RecoveryState restored(RecoveryState state) {
    return switch (state) {
      case RUNNING, PARKED -> RecoveryState.PENDING;
      default -> state;
    };
  }

  static SagaState.@Nullable Call toData(@Nullable Recovery recovery) {
    return recovery == null
        ? null
        : new SagaState.Call(
            recovery.target,
            recovery.type,
            recovery.arguments,
            recovery.options,
            recovery.report());
  }

  RecoveryState state() {
    return state;
  }

  List<SagaState.Argument> arguments() {
    return arguments;
  }

  int attempts() {
    return attempts;
  }

  RecoveryReport report() {
    return new RecoveryReport(state, attempts, failure, decidedBy, note);
  }

  void started() {
    state = RecoveryState.RUNNING;
    attempts++;
  }

  void ended(RecoveryState end, @Nullable String failureLine) {
    state = end;
    failure = failureLine;
  }

  void decided(RecoveryState next, String operator, @Nullable String reason) {
    state = next;
    decidedBy = operator;
    note = reason;
  }

  void replaceArguments(List<SagaState.Argument> replacement) {
    arguments = List.copyOf(replacement);
  }

  /** Succeeded, or an operator takes the responsibility: those before it in the order may go on. */
  boolean settledWell() {
    return switch (state) {
      case DONE, MARKED_DONE, NOT_NEEDED -> true;
      default -> false;
    };
  }

  /** Nothing more will happen to it. */
  boolean settled() {
    return switch (state) {
      case NONE, NO_RESULT, PENDING, RUNNING, PARKED -> false;
      default -> true;
    };
  }
}
