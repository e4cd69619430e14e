// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells the determinism check of {@code patterns-testing} that what it would object to in a method
 * or class, and in all that is called from there, does no harm, and why.
 *
 * <p>Kept in the class file only. The check goes by the annotation's simple name, so code that does
 * not depend on this library can declare its own with the same elements.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface SuppressNondeterminism {

  /**
   * The reason, for the next reader.
   *
   * @return a sentence, not blank
   */
  String value();

  /**
   * The rules that do not apply, by the names of {@code DeterminismRule}.
   *
   * @return names of rules; none means all of them
   */
  String[] rules() default {};
}
