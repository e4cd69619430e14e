// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.github.temporalpatterns.testing.internal.script.ScriptedMethod.Caller;
import io.temporal.workflow.Functions;
import org.jspecify.annotations.Nullable;

/** How functions of each number of parameters are called with the arguments of a call. */
public final class Arguments {
  private Arguments() {}

  /** The argument at a position, as the type that the method reference fixed at compile time. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
  static <T> T at(@Nullable Object[] arguments, int position) {
    return (T) arguments[position];
  }

  public static <R extends @Nullable Object> Caller<Functions.Func<R>> none() {
    return (f, a) -> f.apply();
  }

  public static <P1, R extends @Nullable Object> Caller<Functions.Func1<P1, R>> one() {
    return (f, a) -> f.apply(at(a, 0));
  }

  public static <P1, P2, R extends @Nullable Object> Caller<Functions.Func2<P1, P2, R>> two() {
    return (f, a) -> f.apply(at(a, 0), at(a, 1));
  }

  public static <P1, P2, P3, R extends @Nullable Object>
      Caller<Functions.Func3<P1, P2, P3, R>> three() {
    return (f, a) -> f.apply(at(a, 0), at(a, 1), at(a, 2));
  }

  public static <P1, P2, P3, P4, R extends @Nullable Object>
      Caller<Functions.Func4<P1, P2, P3, P4, R>> four() {
    return (f, a) -> f.apply(at(a, 0), at(a, 1), at(a, 2), at(a, 3));
  }

  public static Caller<Functions.Proc> toNone() {
    return (f, a) -> {
      f.apply();
      return null;
    };
  }

  public static <P1> Caller<Functions.Proc1<P1>> toOne() {
    return (f, a) -> {
      f.apply(at(a, 0));
      return null;
    };
  }

  public static <P1, P2> Caller<Functions.Proc2<P1, P2>> toTwo() {
    return (f, a) -> {
      f.apply(at(a, 0), at(a, 1));
      return null;
    };
  }

  public static <P1, P2, P3> Caller<Functions.Proc3<P1, P2, P3>> toThree() {
    return (f, a) -> {
      f.apply(at(a, 0), at(a, 1), at(a, 2));
      return null;
    };
  }

  public static <P1, P2, P3, P4> Caller<Functions.Proc4<P1, P2, P3, P4>> toFour() {
    return (f, a) -> {
      f.apply(at(a, 0), at(a, 1), at(a, 2), at(a, 3));
      return null;
    };
  }
}
