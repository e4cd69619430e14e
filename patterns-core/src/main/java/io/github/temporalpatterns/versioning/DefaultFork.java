// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import io.github.temporalpatterns.versioning.VersionedFlow.Branches;
import io.github.temporalpatterns.versioning.VersionedFlow.Fork;
import io.temporal.workflow.Functions;
import org.jspecify.annotations.Nullable;

/**
 * A change, and the key that it is decided for.
 *
 * @param flow decides
 * @param change the change
 * @param key null for a decision of the whole run
 */
record DefaultFork(DefaultVersionedFlow flow, Change change, @Nullable String key) implements Fork {
  private static final int KEY_LENGTH = 100;

  @Override
  public Fork each(String value) {
    Checks.notBlank("key", value);
    Checks.inRange("length of the key", value.length(), 1, KEY_LENGTH);
    if (change.scope() != Scope.KEY) {
      throw new IllegalArgumentException(
          "change \"%s\" is decided by %s in the ledger, not by key"
              .formatted(change.id(), change.scope()));
    }
    return new DefaultFork(flow, change, value);
  }

  @Override
  public int version() {
    return flow.decide(change, key);
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
      choice.check(fork.change());
      return choice.of(fork.version()).apply(input);
    }
  }
}
