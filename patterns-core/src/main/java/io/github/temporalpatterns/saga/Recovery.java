// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.saga.SagaReport.RecoveryReport;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An undo or confirm call and what became of it. Pure: knows neither Temporal nor time. */
final class Recovery {

  static final RecoveryReport NONE = noCall(RecoveryState.NONE);
  static final RecoveryReport NO_RESULT = noCall(RecoveryState.NO_RESULT);
  static final RecoveryReport DROPPED = noCall(RecoveryState.DROPPED);

  /** A call whose arguments are fixed, and whose options are not. */
  record Stored(SagaState.Target target, String type, List<Encoded> arguments) {

    Recovery with(SagaState.CallOptions options) {
      return new Recovery(this, options);
    }
  }

  private final SagaState.CallOptions options;
  private Stored call;
  private RecoveryState state = RecoveryState.PENDING;
  private int attempts;
  private @Nullable String failure;
  private @Nullable String decidedBy;
  private @Nullable String note;

  private Recovery(Stored call, SagaState.CallOptions options) {
    this.call = call;
    this.options = options;
  }

  static @Nullable Recovery of(SagaState.@Nullable Call data) {
    if (data == null) {
      return null;
    }
    Recovery recovery =
        new Stored(data.target(), data.type(), List.copyOf(data.arguments())).with(data.options());
    RecoveryReport report = data.recovery();
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
            recovery.target(),
            recovery.type(),
            recovery.arguments(),
            recovery.options,
            recovery.report());
  }

  SagaState.Target target() {
    return call.target();
  }

  String type() {
    return call.type();
  }

  List<Encoded> arguments() {
    return call.arguments();
  }

  SagaState.CallOptions options() {
    return options;
  }

  RecoveryState state() {
    return state;
  }

  int attempts() {
    return attempts;
  }

  RecoveryReport report() {
    return new RecoveryReport(state, attempts, failure, decidedBy, note);
  }

  private static RecoveryReport noCall(RecoveryState state) {
    return new RecoveryReport(state, 0, null, null, null);
  }

  void started() {
    state = RecoveryState.RUNNING;
    attempts++;
  }

  void ended(RecoveryState end, @Nullable String failureLine) {
    state = end;
    failure = failureLine;
  }

  void decided(RecoveryState next, String by, String reason) {
    state = next;
    decidedBy = by;
    note = reason;
  }

  void replaceArguments(List<Encoded> replacement) {
    call = new Stored(call.target(), call.type(), replacement);
  }

  /** Succeeded, or somebody takes the responsibility: those before it in the order may go on. */
  boolean settledWell() {
    return switch (state) {
      case DONE, MARKED_DONE, NOT_NEEDED, DROPPED -> true;
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
