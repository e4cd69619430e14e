// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.internal.SdkValues;
import io.temporal.api.sdk.v1.WorkflowInteractionDefinition;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The first workflow that the test starts: whom a cancellation or a signal of the sweep is for.
 *
 * <p>Between a cancellation and the workflow task that brings it to the workflow, no activity may
 * complete: the embedded server would never offer that task again (temporalio/sdk-java#2391).
 */
final class Subject {
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(3);

  private @Nullable PatternEnv env;
  private @Nullable String workflowId;
  private boolean cancelUnderWay;

  synchronized void attach(PatternEnv opened) {
    env = opened;
  }

  synchronized PatternEnv env() {
    if (env == null) {
      throw new IllegalStateException("a worker ran before its environment was open");
    }
    return env;
  }

  synchronized void started(String id) {
    if (workflowId == null) {
      workflowId = id;
    }
  }

  void cancel() {
    synchronized (this) {
      cancelUnderWay = true;
    }
    if (!call(stub -> stub.cancel("cancelled by the fault sweep"))) {
      cancelDelivered();
    }
  }

  void signal(String name, Object[] arguments) {
    call(stub -> stub.signal(name, arguments));
  }

  /** Refuses signals that no handler takes: the server would accept them, and nothing happen. */
  void requireHandlers(Set<String> signals) {
    Optional<List<String>> handlers = handlers();
    for (String signal : signals) {
      if (handlers.isPresent() && !handlers.get().contains(signal)) {
        throw new AssertionError(
            "the workflow that the test starts first has no handler for signal %s; it has %s"
                .formatted(signal, handlers.get()));
      }
    }
  }

  /** The names of its handlers; empty if one takes every signal, or nobody can tell. */
  private Optional<List<String>> handlers() {
    List<String> names = new ArrayList<>();
    try {
      boolean answered = call(stub -> names.addAll(names(stub)));
      return answered && !names.contains("") ? Optional.of(names) : Optional.empty();
    } catch (WorkflowException | DataConverterException e) {
      return Optional.empty();
    }
  }

  private List<String> names(WorkflowStub stub) {
    return SdkValues.client(env().client())
        .newUntypedWorkflowStub(stub.getExecution().getWorkflowId())
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getDefinition()
        .getSignalDefinitionsList()
        .stream()
        .map(WorkflowInteractionDefinition::getName)
        .toList();
  }

  void terminate(String reason) {
    call(stub -> stub.terminate(reason));
  }

  /** Tells that a run has executed a task; it may be the one that the cancellation is for. */
  synchronized void executed(String id, boolean sawCancelOrClosed) {
    if (sawCancelOrClosed && id.equals(workflowId)) {
      cancelDelivered();
    }
  }

  private synchronized void cancelDelivered() {
    cancelUnderWay = false;
    notifyAll();
  }

  /** Waits while a cancellation is on its way. */
  synchronized void hold() {
    long end = System.nanoTime() + LONGEST_HOLD.toNanos();
    while (cancelUnderWay && System.nanoTime() < end) {
      try {
        wait(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Returns false if the workflow was already closed. */
  private boolean call(Consumer<WorkflowStub> what) {
    String id;
    synchronized (this) {
      id = workflowId;
    }
    if (id == null) {
      return false;
    }
    try {
      what.accept(env().client().newUntypedWorkflowStub(id));
      return true;
    } catch (WorkflowNotFoundException closed) {
      return false;
    }
  }
}
