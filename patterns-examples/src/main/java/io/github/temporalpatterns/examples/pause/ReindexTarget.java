// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.pause;

import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which run is meant: the one of a directory. */
final class ReindexTarget {

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The directory tree. Default: the local Maven repository.")
  private @Nullable Path dir;

  Path directory() {
    Path given = dir == null ? Path.of(System.getProperty("user.home"), ".m2", "repository") : dir;
    if (!Files.isDirectory(given)) {
      throw new BadInput(given + " is not a directory");
    }
    return given.toAbsolutePath().normalize();
  }

  String workflowId() {
    byte[] name = directory().toString().getBytes(StandardCharsets.UTF_8);
    return "reindex-" + UUID.nameUUIDFromBytes(name);
  }

  /** Shows how far it is until it has ended. */
  static <T> T follow(
      WorkflowClient client,
      String id,
      CompletableFuture<T> end,
      ProgressBar bar,
      Runnable meanwhile) {
    while (true) {
      try {
        return end.get(200, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        meanwhile.run();
        show(client, id, bar);
      } catch (InterruptedException | ExecutionException e) {
        throw e.getCause() instanceof RuntimeException failure
            ? failure
            : new IllegalStateException("the end of the run is not known", e);
      }
    }
  }

  private static void show(WorkflowClient client, String id, ProgressBar bar) {
    try {
      Status status = client.newWorkflowStub(Pausable.class, id).pauseStatus();
      Long total = status.progress().total();
      bar.maxHint(total == null ? -1 : total);
      bar.stepTo(status.progress().done());
      bar.setExtraMessage(status.phase().name());
    } catch (WorkflowException e) {
      // It has no worker at this moment, or is over: the next round knows more.
    }
  }
}
