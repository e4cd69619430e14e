// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.script.Arguments;
import io.github.temporalpatterns.testing.internal.script.Complaints;
import io.github.temporalpatterns.testing.internal.script.Fake;
import io.github.temporalpatterns.testing.internal.script.ScriptedMethod.Caller;
import io.temporal.workflow.Functions;
import org.jspecify.annotations.Nullable;

/**
 * A scripted fake of an activity interface or of a workflow interface: the test says beforehand
 * what each call of each method does.
 *
 * <p>Client side, tests only; from {@link PatternEnv#canned}, {@link TestWorker#canned} or as a
 * parameter of a {@link PatternTest}. It needs no mocking library. It is safe for concurrent use:
 * the test writes scripts in one thread while activities run in others.
 *
 * <pre>{@code
 * payments.on(Payments::charge).fails(2, "GATEWAY_DOWN").then().returns("c1");
 * payments.on(Payments::refund).completes();
 * }</pre>
 *
 * <p><b>A workflow</b>, such as a child that the workflow under test calls, is scripted by its
 * workflow method; each run takes one behaviour, whatever its replays. Functions that a script
 * calls are workflow code then. The fake takes every signal, and answers no query or update.
 *
 * <p><b>Methods</b> are named by reference, up to four parameters. Each {@code on} throws {@link
 * IllegalArgumentException} if it is given anything but a reference to an activity method of the
 * interface, and {@link IllegalStateException} if the method already has a script.
 *
 * <p><b>Strict</b>: a call of a method without a script, or whose script is exhausted, fails
 * without a retry, by an application failure of type {@link #NO_SCRIPT} that names interface and
 * method. The test fails, too, at its end, even if the workflow caught that failure. A test with a
 * behaviour that no call reached also fails. See {@link Check#SCRIPTS}.
 *
 * @param <A> the activity or workflow interface
 * @see Script
 */
// A lambda would be ambiguous between the overloads, but is refused anyway; a reference is not.
@SuppressWarnings("overloads")
public final class Canned<A> {

  /** Type of the failure of a call that has no script; not retryable. */
  public static final String NO_SCRIPT = Complaints.NO_SCRIPT;

  /**
   * Type of the failure of a call whose script asks for what this activity cannot do, such as a
   * heartbeat timeout where none is set; not retryable.
   */
  public static final String BAD_SCRIPT = Complaints.BAD_SCRIPT;

  /** Type of the failure of a call in whose script an assertion failed; not retryable. */
  public static final String FAILED_ASSERTION = Complaints.FAILED_ASSERTION;

  private final Fake<A> fake;

  Canned(Fake<A> fake) {
    this.fake = fake;
  }

  private <F, C, R extends @Nullable Object> Script<F, C, R> script(
      Object reference, Caller<F> function, Caller<C> condition) {
    return new Script<>(fake.script(reference, function, condition));
  }

  /**
   * Starts the script of a method without parameters.
   *
   * @param method a method reference
   * @param <R> the result
   * @return the script, whose first behaviour is to be chosen
   */
  public <R extends @Nullable Object> Script<Functions.Func<R>, Functions.Func<Boolean>, R> on(
      Functions.Func1<A, R> method) {
    return script(method, Arguments.none(), Arguments.none());
  }

  /**
   * Starts the script of a method with one parameter.
   *
   * @param method a method reference
   * @param <P1> parameter 1
   * @param <R> the result
   * @return the script, whose first behaviour is to be chosen
   */
  public <P1, R extends @Nullable Object>
      Script<Functions.Func1<P1, R>, Functions.Func1<P1, Boolean>, R> on(
          Functions.Func2<A, P1, R> method) {
    return script(method, Arguments.one(), Arguments.one());
  }

  /**
   * Starts the script of a method with two parameters.
   *
   * @param method a method reference
   * @param <P1> parameter 1
   * @param <P2> parameter 2
   * @param <R> the result
   * @return the script, whose first behaviour is to be chosen
   */
  public <P1, P2, R extends @Nullable Object>
      Script<Functions.Func2<P1, P2, R>, Functions.Func2<P1, P2, Boolean>, R> on(
          Functions.Func3<A, P1, P2, R> method) {
    return script(method, Arguments.two(), Arguments.two());
  }

  /**
   * Starts the script of a method with three parameters.
   *
   * @param method a method reference
   * @param <P1> parameter 1
   * @param <P2> parameter 2
   * @param <P3> parameter 3
   * @param <R> the result
   * @return the script, whose first behaviour is to be chosen
   */
  public <P1, P2, P3, R extends @Nullable Object>
      Script<Functions.Func3<P1, P2, P3, R>, Functions.Func3<P1, P2, P3, Boolean>, R> on(
          Functions.Func4<A, P1, P2, P3, R> method) {
    return script(method, Arguments.three(), Arguments.three());
  }

  /**
   * Starts the script of a method with four parameters.
   *
   * @param method a method reference
   * @param <P1> parameter 1
   * @param <P2> parameter 2
   * @param <P3> parameter 3
   * @param <P4> parameter 4
   * @param <R> the result
   * @return the script, whose first behaviour is to be chosen
   */
  public <P1, P2, P3, P4, R extends @Nullable Object>
      Script<Functions.Func4<P1, P2, P3, P4, R>, Functions.Func4<P1, P2, P3, P4, Boolean>, R> on(
          Functions.Func5<A, P1, P2, P3, P4, R> method) {
    return script(method, Arguments.four(), Arguments.four());
  }

  /**
   * Starts the script of a method without parameters and without a result.
   *
   * @param method a method reference
   * @return the script, whose first behaviour is to be chosen
   */
  public Script<Functions.Proc, Functions.Func<Boolean>, @Nullable Void> on(
      Functions.Proc1<A> method) {
    return script(method, Arguments.toNone(), Arguments.none());
  }

  /**
   * Starts the script of a method with one parameter and without a result.
   *
   * @param method a method reference
   * @param <P1> parameter 1
   * @return the script, whose first behaviour is to be chosen
   */
  public <P1> Script<Functions.Proc1<P1>, Functions.Func1<P1, Boolean>, @Nullable Void> on(
      Functions.Proc2<A, P1> method) {
    return script(method, Arguments.toOne(), Arguments.one());
  }

  /**
   * Starts the script of a method with two parameters and without a result.
   *
   * @param method a method reference
   * @param <P1> parameter 1
   * @param <P2> parameter 2
   * @return the script, whose first behaviour is to be chosen
   */
  public <P1, P2>
      Script<Functions.Proc2<P1, P2>, Functions.Func2<P1, P2, Boolean>, @Nullable Void> on(
          Functions.Proc3<A, P1, P2> method) {
    return script(method, Arguments.toTwo(), Arguments.two());
  }

  /**
   * Starts the script of a method with three parameters and without a result.
   *
   * @param method a method reference
   * @param <P1> parameter 1
   * @param <P2> parameter 2
   * @param <P3> parameter 3
   * @return the script, whose first behaviour is to be chosen
   */
  public <P1, P2, P3>
      Script<Functions.Proc3<P1, P2, P3>, Functions.Func3<P1, P2, P3, Boolean>, @Nullable Void> on(
          Functions.Proc4<A, P1, P2, P3> method) {
    return script(method, Arguments.toThree(), Arguments.three());
  }

  /**
   * Starts the script of a method with four parameters and without a result.
   *
   * @param method a method reference
   * @param <P1> parameter 1
   * @param <P2> parameter 2
   * @param <P3> parameter 3
   * @param <P4> parameter 4
   * @return the script, whose first behaviour is to be chosen
   */
  public <P1, P2, P3, P4>
      Script<
              Functions.Proc4<P1, P2, P3, P4>,
              Functions.Func4<P1, P2, P3, P4, Boolean>,
              @Nullable Void>
          on(Functions.Proc5<A, P1, P2, P3, P4> method) {
    return script(method, Arguments.toFour(), Arguments.four());
  }
}
