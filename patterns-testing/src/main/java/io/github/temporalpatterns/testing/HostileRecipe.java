// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.PatternEnvOptions.Server;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.workflow.Functions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * What another process needs to make a worker that replays as this one does: its workflows, the
 * options of its client and its interceptors.
 *
 * @param interceptors each itself if it is serializable, else its class
 */
record HostileRecipe(
    ArrayList<Class<?>> workflows,
    Functions.Proc1<WorkflowClientOptions.Builder> client,
    ArrayList<Serializable> interceptors)
    implements Serializable {

  static HostileRecipe of(List<Class<?>> workflows, OptionValues options) {
    ArrayList<Serializable> interceptors = new ArrayList<>();
    options.workerInterceptors().forEach(one -> interceptors.add(transferable(one)));
    return new HostileRecipe(new ArrayList<>(workflows), options.clientOptions(), interceptors);
  }

  private static Serializable transferable(WorkerInterceptor interceptor) {
    if (interceptor instanceof Serializable itself) {
      return itself;
    }
    boolean makeable =
        Stream.of(interceptor.getClass().getDeclaredConstructors())
            .anyMatch(constructor -> constructor.getParameterCount() == 0);
    if (!makeable) {
      throw new IllegalArgumentException(
          "another process cannot make the interceptor %s: let it have a constructor without arguments, or be Serializable, or choose another replay mode than HOSTILE"
              .formatted(interceptor.getClass().getName()));
    }
    return interceptor.getClass();
  }

  /**
   * Writes it down.
   *
   * @throws IllegalArgumentException if the options of the client depend on what cannot be written
   */
  String encoded() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(this);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "another process cannot have the client options or interceptors of this one (%s): let them take only what is static or Serializable, or choose another replay mode than HOSTILE"
              .formatted(e),
          e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  static HostileRecipe decoded(String text) {
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
      return (HostileRecipe) in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalArgumentException("no recipe", e);
    }
  }

  /** The options of an environment that only replays. */
  PatternEnvOptions options(WorkerInterceptor outermost) {
    PatternEnvOptions.Builder options =
        PatternEnvOptions.newBuilder()
            .setServer(Server.EMBEDDED)
            .setReplay(Replay.AT_END)
            .setClientOptions(client)
            .setWorkflows(workflows.toArray(Class<?>[]::new));
    // The one that is nearest to the SDK sees the names that it has made.
    options.addWorkerInterceptor(outermost);
    interceptors.forEach(one -> options.addWorkerInterceptor(made(one)));
    return options.build();
  }

  private static WorkerInterceptor made(Serializable written) {
    if (!(written instanceof Class<?> type)) {
      return (WorkerInterceptor) written;
    }
    try {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return (WorkerInterceptor) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot make the interceptor " + type.getName(), e);
    }
  }
}
