// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.SearchAttributeKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a saga runs its steps and undoes them. Immutable.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public final class SagaOptions {

  /** In which order undos run. Every order waits for an undo before it starts those it precedes. */
  public enum UndoOrder {
    /** One after the other, last step first; neighbours of one group together. */
    REVERSE,
    /** All at once, as many as the concurrency allows. */
    PARALLEL,
    /** A step as soon as all steps declared to build upon it are undone. */
    DEPENDENCIES
  }

  /** What happens when an undo or confirm has failed for good. */
  public enum UndoFailure {
    /** Those not yet started do not run. */
    STOP,
    /** The others run all the same. */
    CONTINUE,
    /** The saga waits for an operator's decision ({@link SagaOperator}). */
    PARK
  }

  private final ActivityOptions stepOptions;
  private final ActivityOptions undoOptions;
  private final Duration undoBudget;
  private final UndoOrder undoOrder;
  private final int undoConcurrency;
  private final UndoFailure undoFailure;
  private final @Nullable Duration deadline;
  private final List<Class<? extends RuntimeException>> compensateOn;
  private final List<String> noEffectFailures;
  private final boolean barrier;
  private final int definitionVersion;
  private final @Nullable SearchAttributeKey<String> outcomeAttribute;
  private final boolean waitingAttribute;

  private SagaOptions(Builder builder, ActivityOptions steps, ActivityOptions undos) {
    stepOptions = steps;
    undoOptions = undos;
    undoBudget = builder.undoBudget;
    undoOrder = builder.undoOrder;
    undoConcurrency = builder.undoConcurrency;
    undoFailure = builder.undoFailure;
    deadline = builder.deadline;
    compensateOn = builder.compensateOn;
    noEffectFailures = builder.noEffectFailures;
    barrier = builder.barrier;
    definitionVersion = builder.definitionVersion;
    outcomeAttribute = builder.outcomeAttribute;
    waitingAttribute = builder.waitingAttribute;
  }

  /**
   * Starts a builder.
   *
   * @param stepOptions options of the forward activities; needs a start-to-close or
   *     schedule-to-close timeout. A cancellation type left unset becomes {@code
   *     WAIT_CANCELLATION_COMPLETED}, so that an undo does not overtake its step.
   * @return a builder with the defaults
   */
  public static Builder newBuilder(ActivityOptions stepOptions) {
    return new Builder(stepOptions);
  }

  /**
   * Starts a builder from these options.
   *
   * @return a builder with these values
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** {@return the options of forward activities, cancellation type filled in} */
  public ActivityOptions getStepOptions() {
    return stepOptions;
  }

  /** {@return the options of undo and confirm activities} */
  public ActivityOptions getUndoOptions() {
    return undoOptions;
  }

  /** {@return the time that one saga's undo may take in all} */
  public Duration getUndoBudget() {
    return undoBudget;
  }

  /** {@return the order of undos} */
  public UndoOrder getUndoOrder() {
    return undoOrder;
  }

  /** {@return how many undos may run at once} */
  public int getUndoConcurrency() {
    return undoConcurrency;
  }

  /** {@return what happens when an undo has failed for good} */
  public UndoFailure getUndoFailure() {
    return undoFailure;
  }

  /** {@return the business deadline, or null for none} */
  public @Nullable Duration getDeadline() {
    return deadline;
  }

  /** {@return the exceptions beside {@code TemporalFailure} that compensate} */
  public List<Class<? extends RuntimeException>> getCompensateOn() {
    return compensateOn;
  }

  /** {@return the failure types by which a step says that it did nothing} */
  public List<String> getNoEffectFailures() {
    return noEffectFailures;
  }

  /** {@return whether the workers' ledger stands between a step and its undo} */
  public boolean isBarrier() {
    return barrier;
  }

  /** {@return the version of the saga's definition} */
  public int getDefinitionVersion() {
    return definitionVersion;
  }

  /** {@return the search attribute that gets the outcome, or null} */
  public @Nullable SearchAttributeKey<String> getOutcomeAttribute() {
    return outcomeAttribute;
  }

  /** {@return whether a search attribute finds a saga that waits for an operator} */
  public boolean isWaitingAttribute() {
    return waitingAttribute;
  }

  /** Builds {@link SagaOptions}; {@link #build} checks everything. */
  public static final class Builder {
    private final ActivityOptions stepOptions;
    private @Nullable ActivityOptions undoOptions;
    private Duration undoBudget = Duration.ofHours(24);
    private UndoOrder undoOrder = UndoOrder.REVERSE;
    private int undoConcurrency = 10;
    private UndoFailure undoFailure = UndoFailure.CONTINUE;
    private @Nullable Duration deadline;
    private List<Class<? extends RuntimeException>> compensateOn = List.of();
    private List<String> noEffectFailures = List.of();
    private boolean barrier;
    private int definitionVersion = 1;
    private @Nullable SearchAttributeKey<String> outcomeAttribute;
    private boolean waitingAttribute;

    private Builder(ActivityOptions stepOptions) {
      this.stepOptions = stepOptions;
    }

    private Builder(SagaOptions from) {
      stepOptions = from.stepOptions;
      undoOptions = from.undoOptions;
      undoBudget = from.undoBudget;
      undoOrder = from.undoOrder;
      undoConcurrency = from.undoConcurrency;
      undoFailure = from.undoFailure;
      deadline = from.deadline;
      compensateOn = from.compensateOn;
      noEffectFailures = from.noEffectFailures;
      barrier = from.barrier;
      definitionVersion = from.definitionVersion;
      outcomeAttribute = from.outcomeAttribute;
      waitingAttribute = from.waitingAttribute;
    }

    /**
     * Sets the options of undo and confirm activities; they never inherit the steps' retry policy.
     *
     * @param options needs a start-to-close or schedule-to-close timeout. Default: task queue and
     *     start-to-close timeout of the steps (1 minute if unset), all attempts of one undo within
     *     10 minutes, unlimited retries from 1 second to 1 minute apart.
     * @return this
     */
    public Builder setUndoOptions(ActivityOptions options) {
      undoOptions = options;
      return this;
    }

    /**
     * Sets the time that the whole undo may take, whatever the single activities' timeouts say.
     * When it is spent, running undos are cancelled and count as failed.
     *
     * @param budget positive; default 24 hours
     * @return this
     */
    public Builder setUndoBudget(Duration budget) {
      undoBudget = budget;
      return this;
    }

    /**
     * Sets the order of undos.
     *
     * @param order default {@link UndoOrder#REVERSE}
     * @return this
     */
    public Builder setUndoOrder(UndoOrder order) {
      undoOrder = order;
      return this;
    }

    /**
     * Sets how many undos may run at once, where the order allows it.
     *
     * @param undos 1 to 500; default 10
     * @return this
     */
    public Builder setUndoConcurrency(int undos) {
      undoConcurrency = undos;
      return this;
    }

    /**
     * Sets what happens when an undo or confirm has failed for good.
     *
     * @param policy default {@link UndoFailure#CONTINUE}
     * @return this
     */
    public Builder setUndoFailure(UndoFailure policy) {
      undoFailure = policy;
      return this;
    }

    /**
     * Sets the time after which the body is cancelled and undone, counted from the start of {@code
     * run} and carried through continue-as-new. Choose it so that the undo ends inside the run
     * timeout.
     *
     * @param time positive; default none
     * @return this
     */
    public Builder setDeadline(Duration time) {
      deadline = time;
      return this;
    }

    /**
     * Sets which programming errors compensate. The run then fails with {@code
     * patterns.SagaBodyError}. By default none does, except those by which the worker's {@code
     * WorkflowImplementationOptions} fail a run: the workflow task fails and is retried until fixed
     * code is deployed, and then the saga goes on.
     *
     * @param types exceptions, with their subclasses; {@code TemporalFailure} always compensates
     * @return this
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only copied
    public final Builder setCompensateOn(Class<? extends RuntimeException>... types) {
      compensateOn = List.of(types);
      return this;
    }

    /**
     * Sets the application failure types by which a step says that it did nothing, so that it needs
     * no undo. Only the failure that ended the step counts, not that of an attempt before a timeout
     * nor that of an activity inside a child workflow. Name a type only if no earlier attempt of
     * the step can have acted either.
     *
     * @param types failure types; default none: a failed step counts as unknown and is undone
     * @return this
     */
    public Builder setNoEffectFailures(String... types) {
      noEffectFailures = List.of(types);
      return this;
    }

    /**
     * Puts the workers' ledger between each step and its undo, whatever the activities do: an undo
     * of a step that never began does not run, and a step that begins after its undo is refused by
     * {@link io.github.temporalpatterns.FailureTypes#EFFECT_BARRED}. While an attempt of the step
     * is under way, its undo is retried until that has ended or its lease has. Steps that are child
     * workflows have no barrier.
     *
     * @param on true needs {@code Idempotency.plugin(ledger)} on the workers of the workflow, which
     *     fails its task without, and of the activities; default false
     * @return this
     */
    public Builder setBarrier(boolean on) {
      barrier = on;
      return this;
    }

    /**
     * Sets the version of the saga's definition, recorded with each step.
     *
     * @param version at least 1; default 1
     * @return this
     */
    public Builder setDefinitionVersion(int version) {
      definitionVersion = version;
      return this;
    }

    /**
     * Sets a search attribute that gets the outcome when the saga ends, parks, or goes on after it
     * was parked.
     *
     * @param key must be registered with the namespace, else workflow tasks fail; default none
     * @return this
     */
    public Builder setOutcomeAttribute(SearchAttributeKey<String> key) {
      outcomeAttribute = key;
      return this;
    }

    /**
     * Sets the search attribute {@link OperatorCommand#WAITING} while an undo or confirm waits for
     * an operator, which costs an event for each change. The attribute must exist on the server, or
     * the run blocks.
     *
     * @param attribute default false
     * @return this
     */
    public Builder setWaitingAttribute(boolean attribute) {
      waitingAttribute = attribute;
      return this;
    }

    /**
     * Checks all values.
     *
     * @return the options
     * @throws IllegalArgumentException naming option, rule and value
     */
    public SagaOptions build() {
      Checks.notNull("stepOptions", stepOptions);
      Checks.hasTimeout("stepOptions", stepOptions);
      if (undoOptions != null) {
        Checks.hasTimeout("undoOptions", undoOptions);
      }
      Checks.positive("undoBudget", undoBudget);
      Checks.notNull("undoOrder", undoOrder);
      Checks.inRange("undoConcurrency", undoConcurrency, 1, 500);
      Checks.notNull("undoFailure", undoFailure);
      if (deadline != null) {
        Checks.positive("deadline", deadline);
      }
      noEffectFailures.forEach(type -> Checks.notBlank("noEffectFailures", type));
      Checks.atLeast("definitionVersion", definitionVersion, 1);
      return new SagaOptions(
          this,
          Activities.waitingForCancellation(stepOptions),
          undoOptions != null ? undoOptions : Activities.undoDefaults(stepOptions));
    }
  }
}
