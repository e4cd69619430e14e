// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.RunsIn;
import io.temporal.common.SimplePlugin;
import io.temporal.worker.WorkerPlugin;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Shows nothing of a plugin but the worker's side. A {@link SimplePlugin} is one of service stubs
 * and clients, too; a bean that is such a one Spring's starter gives to those only, and its test
 * server has none. Internal, not API.
 */
@RunsIn(CLIENT)
public final class WorkerOnly {

  private WorkerOnly() {}

  /** The worker's side; a method that a newer SDK adds goes to the plugin, too. */
  public static WorkerPlugin of(SimplePlugin all) {
    return (WorkerPlugin)
        Proxy.newProxyInstance(
            WorkerPlugin.class.getClassLoader(),
            new Class<?>[] {WorkerPlugin.class},
            (self, method, arguments) -> {
              if (method.getName().equals("equals")) {
                return self == arguments[0];
              }
              try {
                return method.invoke(all, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
