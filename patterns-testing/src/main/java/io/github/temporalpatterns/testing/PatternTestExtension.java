// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

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
 * <p>Client side, tests only. Uses only the API of JUnit Jupiter, 5.11 or newer.
 */
public final class PatternTestExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver,
        InvocationInterceptor,
        TestExecutionExceptionHandler {
  private static final Namespace NAMESPACE = Namespace.create(PatternTestExtension.class);

  /** How long after the environment's own watchdog a test is interrupted. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final @Nullable TestSettings given;

  /** Makes the extension that reads its settings from {@link PatternTest}. */
  public PatternTestExtension() {
    this.given = null;
  }

  private PatternTestExtension(TestSettings given) {
    this.given = given;
  }

  /**
   * Makes an extension with its own settings. It cannot be combined with {@link PatternTest}.
   *
   * @param settings sets the options of each test's environment
   * @return the extension, for a {@code @RegisterExtension} field
   */
  public static PatternTestExtension of(Consumer<PatternEnvOptions.Builder> settings) {
    return new PatternTestExtension(new TestSettings(settings, false, new Object()));
  }

  /**
   * Makes an extension with the settings of this one whose tests share a server; see {@link
   * PatternTest#shared}.
   *
   * @return the extension, for a static {@code @RegisterExtension} field
   * @throws IllegalStateException if this one is that of the annotation
   */
  public PatternTestExtension shared() {
    if (given == null) {
      throw new IllegalStateException("settings in code begin with PatternTestExtension.of");
    }
    return new PatternTestExtension(new TestSettings(given.of(), true, given.owner()));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    settings(context)
        .filter(settings -> settings.shared() && ofClass(context, settings) == null)
        .ifPresent(
            settings ->
                context
                    .getStore(NAMESPACE)
                    .put(
                        settings.owner(),
                        new TestObjects(
                            settings.options(context.getRequiredTestClass().getSimpleName()))));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    settings(context)
        .map(settings -> context.getStore(NAMESPACE).remove(settings.owner(), TestObjects.class))
        .ifPresent(objects -> close(objects, context));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    TestSettings settings =
        settings(context)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "annotate the test class with @PatternTest, or use"
                            + " PatternTestExtension.of"));
    PatternEnvOptions options = settings.options(name(context));
    context
        .getStore(NAMESPACE)
        .put(
            TestObjects.class,
            settings.shared()
                ? sharedBy(context, settings).ofTest(options)
                : new TestObjects(options));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    settings(context)
        .map(settings -> ofClass(context, settings))
        .ifPresent(shared -> context.getExecutionException().ifPresent(shared::saveHistories));
    TestObjects objects = find(context);
    if (objects != null) {
      close(objects, context);
    }
  }

  private static void close(TestObjects objects, ExtensionContext context) {
    context.getExecutionException().ifPresent(objects::saveHistories);
    objects.close();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return objectsFor(parameter, context) == null
        ? TestObjects.isOfTheKit(type)
        : TestObjects.supports(type);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestObjects objects = objectsFor(parameter, context);
    if (objects == null) {
      throw new ParameterResolutionException(
          "each test has an environment of its own, so a constructor gets none, and a method for all"
              + " tests only with @PatternTest(shared = true): take the parameter in the test or in"
              + " @BeforeEach");
    }
    return objects.resolve(parameter.getParameter().getParameterizedType());
  }

  /** None for a constructor, and for a method around all tests unless these share. */
  private @Nullable TestObjects objectsFor(ParameterContext parameter, ExtensionContext context) {
    if (!(parameter.getDeclaringExecutable() instanceof Method)) {
      return null;
    }
    return context.getTestMethod().isPresent()
        ? find(context)
        : settings(context).map(settings -> ofClass(context, settings)).orElse(null);
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

  private Optional<TestSettings> settings(ExtensionContext context) {
    return given == null
        ? TestSettings.annotated(context.getTestMethod(), context.getRequiredTestClass())
        : Optional.of(given);
  }

  private static TestObjects sharedBy(ExtensionContext context, TestSettings settings) {
    TestObjects objects = ofClass(context, settings);
    if (objects == null) {
      throw new IllegalStateException(
          "a server is shared by a class: put @PatternTest(shared = true) on the class, or the"
              + " extension into a static field");
    }
    return objects;
  }

  /** The objects of the class, or of a class around it, whose tests share a server. */
  private static @Nullable TestObjects ofClass(ExtensionContext context, TestSettings settings) {
    return context.getStore(NAMESPACE).get(settings.owner(), TestObjects.class);
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
