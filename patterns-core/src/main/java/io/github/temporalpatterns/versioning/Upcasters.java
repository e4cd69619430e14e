// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.RunEnd;
import io.temporal.workflow.Functions;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings values that an older release wrote up to date, one schema number after the other: state
 * that continue-as-new carries, inputs, signals.
 *
 * <p>The value carries its schema number. It is read as today's class. So that class must ignore
 * unknown properties, and keep old properties, nullable, for as long as such values exist:
 *
 * <pre>{@code
 * @JsonIgnoreProperties(ignoreUnknown = true)
 * record Cart(int schema, @Nullable Long total, @Nullable Money price) {}
 *
 * static final Upcasters<Cart> CARTS =
 *     Upcasters.<Cart>newBuilder(2)
 *         .from(1, cart -> new Cart(2, null, Money.euro(cart.total())))
 *         .build();
 *
 * Cart cart = CARTS.read(input, input.schema());
 * }</pre>
 *
 * <p>Immutable. In a workflow the steps are workflow code: deterministic, and without calls.
 *
 * @param <S> the class of today's values
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public final class Upcasters<S> {
  private final int schema;
  private final int oldest;
  private final List<Functions.Func1<S, S>> steps;

  private Upcasters(int schema, int oldest, List<Functions.Func1<S, S>> steps) {
    this.schema = schema;
    this.oldest = oldest;
    this.steps = List.copyOf(steps);
  }

  /**
   * Starts a chain.
   *
   * @param schema the schema number that this code writes
   * @param <S> the class of today's values
   * @return a builder without steps
   */
  public static <S> Builder<S> newBuilder(int schema) {
    return new Builder<>(schema);
  }

  /** {@return the schema number that this code writes} */
  public int schema() {
    return schema;
  }

  /** {@return the oldest schema number that this code reads} */
  public int oldest() {
    return oldest;
  }

  /**
   * Brings a value up to date.
   *
   * @param value as it was stored, read as today's class
   * @param written the schema number with which it was written
   * @return the value, brought up to date; the same value if it already was
   * @throws IllegalStateException if the release that wrote it is newer than this code, or too old
   *     for it; in a workflow this fails the task, not the run, and the message says what to do
   */
  public S read(S value, int written) {
    if (written > schema) {
      throw waiting(tooNew(value.getClass().getSimpleName(), written, schema));
    }
    if (written < oldest) {
      throw waiting(
          new IllegalStateException(
              "%s has schema %d, this code reads %d to %d: put the step from %d back, the run waits for it"
                  .formatted(value.getClass().getSimpleName(), written, oldest, schema, written)));
    }
    S current = value;
    for (int i = written - oldest; i < steps.size(); i++) {
      current =
          Checks.notNull(
              "what the step from schema " + (oldest + i) + " returns",
              steps.get(i).apply(current));
    }
    return current;
  }

  /** In a workflow it fails the task, whatever fails a run in this worker. */
  static RuntimeException waiting(RuntimeException misfit) {
    return WorkflowUnsafe.isWorkflowThread() ? RunEnd.failTask(misfit) : misfit;
  }

  static IllegalStateException tooNew(String what, int written, int known) {
    return new IllegalStateException(
        "%s has schema %d, this code reads up to %d: a newer release wrote it; deploy that release again, the run waits for it"
            .formatted(what, written, known));
  }

  /**
   * Collects the steps.
   *
   * @param <S> the class of today's values
   */
  public static final class Builder<S> {
    private final int schema;
    private int next;
    private final List<Functions.Func1<S, S>> steps = new ArrayList<>();

    private Builder(int schema) {
      this.schema = schema;
    }

    /**
     * Adds a step, oldest first.
     *
     * @param written the schema number that it reads; 0 for values that were written before the
     *     record had one. Its result has the next number
     * @param step brings a value from one number to the next; not null
     * @return this builder
     * @throws IllegalArgumentException if it does not follow the step before
     */
    public Builder<S> from(int written, Functions.Func1<S, S> step) {
      if (!steps.isEmpty() && written != next) {
        throw new IllegalArgumentException(
            "the step from schema %d must follow, was from %d".formatted(next, written));
      }
      next = written + 1;
      steps.add(Checks.notNull("step", step));
      return this;
    }

    /**
     * Checks the chain.
     *
     * @return the upcasters
     * @throws IllegalArgumentException if its last step does not lead to the schema
     */
    public Upcasters<S> build() {
      if (!steps.isEmpty() && next != schema) {
        throw new IllegalArgumentException(
            "the steps end at schema %d, but this code writes %d".formatted(next, schema));
      }
      return new Upcasters<>(schema, schema - steps.size(), steps);
    }
  }
}
