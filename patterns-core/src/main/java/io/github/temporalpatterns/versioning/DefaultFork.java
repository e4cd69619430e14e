// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import io.github.temporalpatterns.versioning.VersionedFlow.Branches;
import io.github.temporalpatterns.versioning.VersionedFlow.Fork;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A change, and the key that it is decided for.
 *
 * @param flow decides
 * @param change the change
 * @param key null for a decision of the whole run
 */
record DefaultFork(DefaultVersionedFlow flow, Change change, @Nullable String key) implements Fork {
  /** With it, an entry of the search attribute stays below what servers take. */
  private static final int KEY_BYTES = 100;

  @Override
  public Fork each(String value) {
    if (value == null
        || value.isBlank()
        || value.getBytes(StandardCharsets.UTF_8).length > KEY_BYTES) {
      throw ApplicationFailure.newNonRetryableFailure(
          "a key must have 1 to %d bytes, was \"%s\"".formatted(KEY_BYTES, value),
          FailureTypes.VERSION_KEY_REFUSED);
    }
    if (change.scope() != Scope.KEY) {
      throw Upcasters.waiting(
          new IllegalArgumentException(
              "change \"%s\" is decided by %s in the ledger, not by key"
                  .formatted(change.id(), change.scope())));
    }
    return new DefaultFork(flow, change, value);
  }

  @Override
  public int version() {
    return DefaultVersionedFlow.fitting(() -> flow.decide(change, key));
  }

  @Override
  public <A extends @Nullable Object, R extends @Nullable Object> Branches<A, R> before(
      Functions.Func1<A, R> branch) {
    return new DefaultBranches<>(this, new Choice<Functions.Func1<A, R>>().before(branch));
  }

  @Override
  public <A extends @Nullable Object, R extends @Nullable Object> Branches<A, R> since(
      int version, Functions.Func1<A, R> branch) {
    return new DefaultBranches<>(this, new Choice<Functions.Func1<A, R>>().since(version, branch));
  }

  /**
   * The branches of a fork.
   *
   * @param fork decides
   * @param choice the branches
   * @param <A> what a branch gets
   * @param <R> what a branch returns
   */
  private record DefaultBranches<A extends @Nullable Object, R extends @Nullable Object>(
      DefaultFork fork, Choice<Functions.Func1<A, R>> choice) implements Branches<A, R> {

    @Override
    public Branches<A, R> since(int version, Functions.Func1<A, R> branch) {
      choice.since(version, branch);
      return this;
    }

    @Override
    public R run(A input) {
      DefaultVersionedFlow.fitting(
          () -> {
            choice.check(fork.change());
            return true;
          });
      return choice.of(fork.version()).apply(input);
    }
  }
}
