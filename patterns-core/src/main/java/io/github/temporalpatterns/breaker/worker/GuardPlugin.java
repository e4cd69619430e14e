// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.temporal.common.SimplePlugin;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerPlugin;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Adds the interceptor to the workers of a factory. The one place on experimental plugins. */
@RunsIn(ACTIVITY)
final class GuardPlugin extends SimplePlugin {
  private final Installation installation;

  private GuardPlugin(WorkerInterceptor interceptor, Installation installation) {
    super(SimplePlugin.newBuilder("patterns.breaker").addWorkerInterceptors(interceptor));
    this.installation = installation;
  }

  /**
   * Shows nothing of it but the worker's plugin. A {@link SimplePlugin} is one of the service stubs
   * and of the client, too; and a bean that is such a one Spring's starter gives to those only. Its
   * test server has no stubs to give it to, and a bean that needs the stubs comes too late for
   * them.
   */
  static WorkerPlugin of(WorkerInterceptor interceptor, Installation installation) {
    GuardPlugin all = new GuardPlugin(interceptor, installation);
    return (WorkerPlugin)
        Proxy.newProxyInstance(
            WorkerPlugin.class.getClassLoader(),
            new Class<?>[] {WorkerPlugin.class},
            (plugin, method, arguments) ->
                method.getName().equals("equals")
                    ? plugin == arguments[0]
                    : all.call(method, arguments));
  }

  private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    try {
      return method.invoke(this, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public void configureWorkerFactory(WorkerFactoryOptions.Builder builder) {
    super.configureWorkerFactory(builder);
    installation.done();
  }
}
