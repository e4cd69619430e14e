// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.RunsIn;
import io.temporal.workflow.unsafe.WorkflowUnsafe;

/**
 * What a run needs of the process that works on it: that its worker was set up for it, and its
 * classes. Both are of the process and not of the run; what is missing fails the workflow task, and
 * a worker that is set up right goes on.
 */
@RunsIn(CLIENT)
final class WorkerProcess {
  @SuppressWarnings("NonFinalStaticField") // of the process
  private static volatile boolean isSetUp;

  private WorkerProcess() {}

  /** Notes that somebody asked for the library's workflows, to register them. */
  static void setUp() {
    isSetUp = true;
  }

  /**
   * Refuses to begin if nobody did. Shards run on the task queue of the fan-out, so each of its
   * workers needs them; a fan-out that needs shards would wait for ever without, and a smaller one
   * would hide that. A replay begins nothing, so it does not ask.
   */
  static void check() {
    check(isSetUp || WorkflowUnsafe.isReplaying());
  }

  static void check(boolean isKnown) {
    if (!isKnown) {
      throw new IllegalStateException(
          "ChunkedFanOut.workflows() must be registered, %s among them, with every worker of the"
                  .formatted(ShardWorkflow.TYPE)
              + " fan-out's task queue, but nobody in this process has called it");
    }
  }

  /** The class of a reducer whose name another run has sent. */
  static Class<?> reducer(String className) {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    for (ClassLoader loader : new ClassLoader[] {ofThread, WorkerProcess.class.getClassLoader()}) {
      try {
        return Class.forName(className, true, loader);
      } catch (ClassNotFoundException e) {
        // the next one may have it
      }
    }
    throw new IllegalStateException("reducer " + className + " is not on this worker's class path");
  }
}
