// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.pause;

import io.github.temporalpatterns.PatternOperator;
import io.github.temporalpatterns.PatternOperator.NotObeyedException;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.UUID;

/**
 * The operator's commands as keys, in the terminal in which the run works. Only looked at, never
 * waited for: a process in the background must not read its terminal.
 */
final class ReindexKeys {
  static final String HELP = "Keys, each with Enter: p pause, r resume, s stop, c cancel";

  private final InputStream in;
  private final WorkflowClient client;
  private final String workflowId;

  ReindexKeys(InputStream in, WorkflowClient client, String workflowId) {
    this.in = in;
    this.client = client;
    this.workflowId = workflowId;
  }

  static Request request(String reason) {
    return Request.of(UUID.randomUUID().toString(), System.getProperty("user.name"), reason);
  }

  /** Obeys the keys that have been typed. */
  void poll() {
    try {
      while (in.available() > 0) {
        obey((char) in.read());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the keyboard cannot be read", e);
    }
  }

  private void obey(char key) {
    Pausable operator = PatternOperator.of(client).at(Pausable.class, workflowId);
    Request request = request("key " + key);
    try {
      switch (key) {
        case 'p' -> operator.pauseRequest(request);
        case 'r' -> operator.pauseResume(request);
        case 's' -> operator.pauseStop(request);
        case 'c' -> client.newUntypedWorkflowStub(workflowId).cancel(request.reason());
        default -> {
          // Enter, or a slip.
        }
      }
    } catch (NotObeyedException e) {
      // It is stopping, or over: the bar shows it.
    }
  }
}
