// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The JUnit side of {@link PatternTest}, which registers it. Register it by hand, instead of the
 * annotation, for settings that an annotation cannot hold:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PatternTestExtension kit =
 *     PatternTestExtension.of(
 *         options -> options.setWorkflows(OrderWorkflowImpl.class).setRunTimeout(ofDays(1)));
 * }</pre>
 *
 * <p>Client side, tests only. Uses the API of JUnit Jupiter alone, 5.11 or newer.
 */
public final class PatternTestExtension
    implements BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        InvocationInterceptor,
        TestExecutionExceptionHandler {
  private static final Namespace NAMESPACE = Namespace.create(PatternTestExtension.class);

  /** How long after the environment's own watchdog a test is interrupted. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final @Nullable Consumer<PatternEnvOptions.Builder> settings;

  /** Makes the extension that reads its settings from {@link PatternTest}. */
  public PatternTestExtension() {
    this.settings = null;
  }

  private PatternTestExtension(Consumer<PatternEnvOptions.Builder> settings) {
    this.settings = settings;
  }

  /**
   * Makes an extension with its own settings. It does not go together with {@link PatternTest}.
   *
   * @param settings sets the options of each test's environment
   * @return the extension, for a {@code @RegisterExtension} field
   */
  public static PatternTestExtension of(Consumer<PatternEnvOptions.Builder> settings) {
    return new PatternTestExtension(settings);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(NAMESPACE).put(TestObjects.class, new TestObjects(options(context)));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestObjects objects = find(context);
    if (objects != null) {
      context.getExecutionException().ifPresent(objects::saveHistories);
      objects.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return isOfTest(parameter, context) ? TestObjects.supports(type) : TestObjects.isOfTheKit(type);
  }

  private static boolean isOfTest(ParameterContext parameter, ExtensionContext context) {
    return parameter.getDeclaringExecutable() instanceof Method
        && context.getTestMethod().isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (!isOfTest(parameter, context)) {
      throw new ParameterResolutionException(
          "each test has an environment of its own, so a constructor or a method for all tests gets"
              + " none: take the parameter in the test or in @BeforeEach, or share an environment"
              + " that you open yourself by PatternEnv.open");
    }
    return objects(context).resolve(parameter.getParameter().getParameterizedType());
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    guard(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    guard(invocation, context);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    AssertionError expired = objects(context).expired();
    if (expired == null) {
      throw failure;
    }
    expired.addSuppressed(failure);
    throw expired;
  }

  private static void guard(Invocation<@Nullable Void> invocation, ExtensionContext context)
      throws Throwable {
    TestObjects objects = objects(context);
    objects.watch(GRACE);
    try {
      invocation.proceed();
    } finally {
      objects.stopWatching();
    }
    AssertionError expired = objects.expired();
    if (expired != null) {
      throw expired;
    }
  }

  private PatternEnvOptions options(ExtensionContext context) {
    PatternEnvOptions.Builder builder = PatternEnvOptions.newBuilder().setName(name(context));
    if (settings == null) {
      PatternTest test = annotation(context);
      builder
          .setWorkflows(test.workflows())
          .setReplay(test.replay())
          .setTime(test.time())
          .setUnchecked(test.unchecked())
          .setVirtualThreads(test.virtualThreads())
          .setWatchdog(Duration.ofSeconds(test.watchdogSeconds()));
    } else {
      settings.accept(builder);
    }
    return builder.build();
  }

  private static PatternTest annotation(ExtensionContext context) {
    var ofMethod =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), PatternTest.class);
    if (ofMethod.isPresent()) {
      return ofMethod.get();
    }
    for (Class<?> type = context.getRequiredTestClass();
        type != null;
        type = type.getEnclosingClass()) {
      var ofClass = AnnotationSupport.findAnnotation(type, PatternTest.class);
      if (ofClass.isPresent()) {
        return ofClass.get();
      }
    }
    throw new IllegalStateException(
        "annotate the test class with @PatternTest, or use PatternTestExtension.of");
  }

  private static String name(ExtensionContext context) {
    String method = context.getRequiredTestMethod().getName();
    String shown = context.getDisplayName();
    return context.getRequiredTestClass().getSimpleName()
        + "."
        + method
        + (shown.startsWith(method) ? "" : "." + shown);
  }

  private static TestObjects objects(ExtensionContext context) {
    TestObjects objects = find(context);
    if (objects == null) {
      throw new IllegalStateException("there is no environment outside of a test");
    }
    return objects;
  }

  /** None if the settings of the test's environment were refused. */
  private static @Nullable TestObjects find(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(TestObjects.class, TestObjects.class);
  }
}
