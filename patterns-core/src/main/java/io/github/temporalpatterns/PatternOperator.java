// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.temporal.client.WorkflowClient;
import org.jspecify.annotations.Nullable;

/**
 * Sends operators' commands to runs, and says why a run did not obey.
 *
 * <p>Client code only. Thread-safe.
 *
 * <pre>{@code
 * var operator = PatternOperator.of(client);
 * operator.at(SagaOperator.class, "order-7").sagaRetry(Decision.of("r1", "ann", "paid", "hotel"));
 * }</pre>
 *
 * @since 0.1.0
 */
@RunsIn(CLIENT)
public final class PatternOperator {
  private final WorkflowClient client;

  /** Why a run did not do what it was told, or did not answer. */
  public enum Why {
    /** There is no such run. */
    UNKNOWN_RUN,
    /** The run has ended. */
    CLOSED_RUN,
    /** The run has no block of that pattern. */
    NOT_OPERABLE,
    /** The command breaks a rule; {@link NotObeyedException#refusal} names it. */
    REFUSED,
    /** No worker answered, or the server could not be reached. The command may still be obeyed. */
    NO_ANSWER
  }

  /** A run did not do what it was told. Except after {@link Why#NO_ANSWER} it is as it was. */
  public static final class NotObeyedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why it did not. */
    private final Why why;

    private final transient OperatorCommand.@Nullable Refusal refusal;

    NotObeyedException(
        Why why, OperatorCommand.@Nullable Refusal refusal, String message, Throwable cause) {
      super(message, cause);
      this.why = why;
      this.refusal = refusal;
    }

    /** {@return why} */
    public Why why() {
      return why;
    }

    /** {@return the rule that the command breaks; null unless it was refused} */
    public OperatorCommand.@Nullable Refusal refusal() {
      return refusal;
    }
  }

  private PatternOperator(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Makes an operator.
   *
   * @param client of the namespace of the runs, with their data converter
   * @return the operator
   */
  public static PatternOperator of(WorkflowClient client) {
    return new PatternOperator(client);
  }

  /**
   * The handlers of one pattern at a run. Calls block until the run has answered.
   *
   * @param handlers the pattern's interface, such as {@code SagaOperator}
   * @param workflowId of the run; its newest run is meant
   * @param <O> the interface
   * @return a stub that throws {@link NotObeyedException}
   */
  public <O> O at(Class<O> handlers, String workflowId) {
    return OperatorCalls.of(client, handlers, workflowId);
  }
}
