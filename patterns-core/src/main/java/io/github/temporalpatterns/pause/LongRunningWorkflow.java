// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.RunEnd;
import io.github.temporalpatterns.internal.Wire;
import io.github.temporalpatterns.pause.Pausable.Outcome;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Base class of a workflow that performs one step after the other. It owns the {@link PauseGate},
 * and there is a safe point before each step.
 *
 * <p>Workflow code only. The workflow interface has a method {@code R run(Job<C, S>)}; clients
 * start it with {@link Job#of}. The constructor needs {@code @WorkflowInit}:
 *
 * <pre>{@code
 * @WorkflowInit
 * public CountWorkflowImpl(Job<Plan, Integer> job) {
 *   super(job, PauseOptions.newBuilder().build());
 * }
 * }</pre>
 *
 * <p>It continues as new by itself when that is due. <b>State</b>: what a step returns is carried
 * to the next run, so it must be small. A workflow retry and each run of a cron schedule start the
 * job over, with its first step: the run before has ended, and a failed one has cleaned up. Replay,
 * threads and cancellation: as in {@link PauseGate}.
 *
 * @param <C> the configuration, the same in all runs
 * @param <S> what is carried from step to step
 * @param <R> the result
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public abstract class LongRunningWorkflow<
    C, S extends @Nullable Object, R extends @Nullable Object> {
  /** The gate, whose handlers are registered with the run. */
  protected final PauseGate gate;

  private final C config;
  private final Job<C, S> job;
  private @Nullable S state;
  private boolean begun;
  private long next;

  /**
   * The workflow's argument.
   *
   * @param config the configuration
   * @param state the state after the last step
   * @param step the number of the next step
   * @param stateVersion the version of the state's meaning
   * @param pause the gate's state; null in the first run
   * @param <C> the configuration
   * @param <S> what is carried
   */
  @Wire
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Job<C, S extends @Nullable Object>(
      @Wire.Theirs C config,
      @Wire.Theirs @Nullable S state,
      long step,
      int stateVersion,
      @Nullable PauseState pause) {

    /**
     * Creates the argument of the first run.
     *
     * @param config the configuration
     * @param <C> the configuration
     * @param <S> what will be carried
     * @return the workflow's argument
     */
    public static <C, S extends @Nullable Object> Job<C, S> of(C config) {
      return new Job<>(config, null, 0, 0, null);
    }
  }

  /**
   * How many steps there are, and the delay between them.
   *
   * @param count 1 or more; null if unknown, which needs an overridden {@link #isDone}
   * @param delay the active time to wait before each step but the first
   */
  public record Steps(@Nullable Long count, Duration delay) {

    /**
     * Creates a known number of steps.
     *
     * @param count 1 or more
     * @return the steps, without a delay
     */
    public static Steps of(long count) {
      return new Steps(count, Duration.ZERO);
    }

    /** {@return steps until {@link #isDone}, without a delay} */
    public static Steps unknown() {
      return new Steps(null, Duration.ZERO);
    }

    /**
     * Adds a delay.
     *
     * @param time zero or more
     * @return the steps with it
     */
    public Steps every(Duration time) {
      return new Steps(count, time);
    }
  }

  /**
   * Creates the gate.
   *
   * @param job the workflow's argument
   * @param options the gate's options
   */
  protected LongRunningWorkflow(Job<C, S> job, PauseOptions options) {
    this.job = begun(job);
    config = this.job.config();
    next = this.job.step();
    gate = PauseGate.restore(options, this.job.pause());
    gate.carry(pause -> new Object[] {new Job<>(config, state, next, stateVersion(), pause)});
  }

  @SuppressWarnings("ConstantValue") // a client may have started the run with anything
  private static <C, S extends @Nullable Object> Job<C, S> begun(Job<C, S> job) {
    if (job == null || job.step() < 0) {
      throw PauseFailures.refused("job: must be one of Job.of, was " + job);
    }
    return Carried.isUsed(job.pause(), Workflow.getInfo()) ? Job.of(job.config()) : job;
  }

  /**
   * Runs the steps.
   *
   * @param argument the workflow's argument, as the constructor got it
   * @return the {@link #result} of the last state, also after a stop
   * @throws ApplicationFailure {@link FailureTypes#PAUSE_REFUSED} if there are no steps, or the
   *     delay is negative
   */
  public R run(Job<C, S> argument) {
    Steps steps = steps(config);
    if (steps.count() != null && steps.count() < 1) {
      throw PauseFailures.refused("steps: at least 1 is needed, was " + steps.count());
    }
    PauseFailures.notNegative("delay", steps.delay());
    return gate.run(this::work, this::cleanUp);
  }

  /** The gate's state tells a job that goes on, too: what a step returned may well be null. */
  @SuppressWarnings("NullAway") // null only if a step has returned it
  private S restore() {
    if (job.pause() == null && job.state() == null) {
      return gate.call(() -> begin(config));
    }
    S carried = job.state();
    if (job.stateVersion() > stateVersion()) {
      // Not a failure of the run: a worker of a newer version can go on with it.
      throw RunEnd.failTask(
          new IllegalStateException(
              "state of version %d, this worker knows %d"
                  .formatted(job.stateVersion(), stateVersion())));
    }
    return job.stateVersion() < stateVersion() ? upgrade(carried, job.stateVersion()) : carried;
  }

  private R work() {
    S current = restore();
    state = current;
    begun = true;
    gate.progress(progress(next, current));
    while (!isDone(next, current)) {
      ActiveTimer delay = delay();
      if (!(delay == null ? gate.checkpoint() : gate.checkpoint(delay))) {
        break;
      }
      long step = next;
      S before = current;
      current = gate.call(() -> step(step, before));
      state = current;
      next++;
      if (delay != null) {
        delay.cancel();
      }
      gate.progress(progress(next, current));
    }
    return result(current);
  }

  /** Named after its step, so that a run that continues knows whether it has waited already. */
  private @Nullable ActiveTimer delay() {
    Duration delay = steps(config).delay();
    return next == 0 || delay.isZero() ? null : gate.timer("delay before step " + next, delay);
  }

  /** What failed before its first state has left nothing to tidy up. */
  @SuppressWarnings("NullAway") // null only if a step has returned it
  private void cleanUp(Outcome outcome) {
    if (begun) {
      cleanup(outcome, state);
    }
  }

  /** {@return the configuration} */
  protected final C config() {
    return config;
  }

  /**
   * Returns how many steps there are, and the delay between them.
   *
   * @param config the configuration
   * @return the steps
   */
  protected abstract Steps steps(C config);

  /**
   * Makes the state before the first step; may call activities.
   *
   * @param config the configuration
   * @return the state
   */
  protected abstract S begin(C config);

  /**
   * Performs a step. A step may call activities and child workflows, and should be short: a pause
   * waits for its end.
   *
   * @param i its number, from 0
   * @param state what the previous step returned
   * @return the state after it; may be null if {@code S} is nullable
   */
  protected abstract S step(long i, S state);

  /**
   * Makes the result.
   *
   * @param state what the last step returned
   * @return the workflow's result
   */
  protected abstract R result(S state);

  /**
   * Returns whether all steps have been performed.
   *
   * @param i the number of the step that would come next
   * @param state what the previous step returned
   * @return unless overridden, whether as many steps as {@link #steps} says have been performed
   */
  protected boolean isDone(long i, S state) {
    Long count = steps(config).count();
    return count != null && i >= count;
  }

  /**
   * Returns how far the work is, for the status and the Web UI.
   *
   * @param i the number of the step that comes next
   * @param state what the previous step returned
   * @return unless overridden, the number of steps performed and, if known, of all steps
   */
  protected Progress progress(long i, S state) {
    return new Progress(i, steps(config).count(), null);
  }

  /**
   * Cleans up after a stop, a cancellation or a failure; does nothing unless overridden.
   *
   * @param outcome how the run ends
   * @param state what the last step returned
   */
  protected void cleanup(Outcome outcome, S state) {}

  /**
   * Returns the version of the state that this code writes.
   *
   * @return 0 unless overridden
   */
  protected int stateVersion() {
    return 0;
  }

  /**
   * Converts the state of an older version.
   *
   * @param state the carried state, read as this version's class
   * @param version the version that wrote it
   * @return the state of this version; the same unless overridden
   */
  protected S upgrade(S state, int version) {
    return state;
  }
}
