// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.LibraryWorkflows;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What a test wants of its environment, by an annotation or in code.
 *
 * @param of sets the options
 * @param shared whether the tests of a class share their server
 * @param owner what the settings belong to: all tests of one owner share
 */
record TestSettings(Consumer<PatternEnvOptions.Builder> of, boolean shared, Object owner) {

  /** Finds the annotation of a method, of its class, or of one that encloses the class. */
  static Optional<TestSettings> annotated(Optional<Method> method, Class<?> type) {
    Optional<TestSettings> found = method.flatMap(TestSettings::on);
    for (Class<?> next = type; found.isEmpty() && next != null; next = next.getEnclosingClass()) {
      found = on(next);
    }
    return found;
  }

  private static Optional<TestSettings> on(AnnotatedElement element) {
    return AnnotationSupport.findAnnotation(element, PatternTest.class)
        .map(test -> new TestSettings(options -> apply(test, options), test.shared(), element));
  }

  private static void apply(PatternTest test, PatternEnvOptions.Builder options) {
    options
        .setWorkflows(LibraryWorkflows.with(test.workflows()))
        .setReplay(test.replay())
        .setTime(test.time())
        .setUnchecked(test.unchecked())
        .setVirtualThreads(test.virtualThreads())
        .setWatchdog(Duration.ofSeconds(test.watchdogSeconds()));
  }

  PatternEnvOptions options(String name) {
    PatternEnvOptions.Builder builder = PatternEnvOptions.newBuilder().setName(name);
    of.accept(builder);
    return builder.build();
  }
}
