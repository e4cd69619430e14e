// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * States where a type may be used. Workflow code is replayed and must be deterministic; activity
 * and client code runs once, on ordinary threads. A type of one side is wrong on another.
 *
 * <p>The library's own build checks the types marked {@link Side#WORKFLOW}: they call no clock,
 * thread, random source, file or socket. {@code RunsIn} is kept in the class file, so the same
 * check can be run over a user's types.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface RunsIn {

  /**
   * The side.
   *
   * @return where the annotated type may be used
   */
  Side value();

  /** The sides of a Temporal application. */
  enum Side {
    /** Workflow code only: replayed, deterministic, one thread at a time. */
    WORKFLOW,
    /** Activity code only: runs on a worker's own threads, may touch the world. */
    ACTIVITY,
    /** Code that starts, signals or queries workflows, outside workflows and activities. */
    CLIENT,
    /** Everywhere: values without behaviour that depends on the side. */
    ANYWHERE
  }
}
