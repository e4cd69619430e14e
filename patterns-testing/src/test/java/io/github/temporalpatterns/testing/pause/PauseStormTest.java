// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.Pausable.Status;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.pause.ScriptedRunner.Plan;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thousand signals and updates while runs roll over. Not on the in-process server, which loses
 * signals that come together with a continue-as-new.
 */
@Tag("real-server-only")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class PauseStormTest {
  private static final int SENDERS = 8;
  private static final int EACH = 125;

  @Test
  void losesNothingAndAnswersEachUpdateOnce() throws InterruptedException, ExecutionException {
    PauseContract patient =
        new PauseContract() {
          @Override
          protected Class<? extends ScriptedRunner> runner() {
            return DefaultRunner.class;
          }

          @Override
          protected Duration patience() {
            return Duration.ofSeconds(220);
          }
        };
    try (PauseLab lab = new PauseLab(patient, "storm", Replay.AT_END)) {
      Scenario<ScriptedRunner> run = lab.start(Plan.of("gate a", "b", "c"));
      lab.awaitStarted("gate a");
      operator(run).pauseRequest(PauseRules.request("first"));
      lab.open("gate a");
      List<AuditEntry> answers = send(run);
      run.await("every request", () -> taken(operator(run).pauseStatus()) == 1 + SENDERS * EACH);
      assertThat(answers)
          .extracting(AuditEntry::effect)
          .allMatch(effect -> effect.matches("(no change: )?PAUS(ING|ED)"));
      assertThat(answers)
          .extracting(AuditEntry::requestId)
          .doesNotHaveDuplicates()
          .hasSize(SENDERS * EACH / 2);
      assertThat(operator(run).pauseStatus().run()).isGreaterThanOrEqualTo(3);
      operator(run).pauseResume(PauseRules.request("last"));
      assertThat(PauseRules.result(run)).containsExactly("gate a", "b", "c");
    }
  }

  private static List<AuditEntry> send(Scenario<?> run)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    try {
      List<Future<List<AuditEntry>>> all = new ArrayList<>();
      for (int sender = 0; sender < SENDERS; sender++) {
        int me = sender;
        all.add(threads.submit(() -> new Sender(me, operator(run)).send()));
      }
      List<AuditEntry> answers = new ArrayList<>();
      for (Future<List<AuditEntry>> one : all) {
        answers.addAll(one.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Even senders signal, odd ones update; each asks for a roll-over now and then. */
  private record Sender(int number, Pausable operator) {
    List<AuditEntry> send() {
      List<AuditEntry> answers = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        Request request = PauseRules.request("%d-%d".formatted(number, i));
        boolean over = i % 40 == 39;
        if (number % 2 == 1) {
          answers.add(update(request, over));
        } else if (over) {
          operator.signalRollOver(request);
        } else {
          operator.signalPause(request);
        }
      }
      return answers;
    }

    /** As a client does: a request whose run has just ended is sent again, with the same id. */
    private AuditEntry update(Request request, boolean over) {
      while (true) {
        try {
          return over ? operator.pauseRollOver(request) : operator.pauseRequest(request);
        } catch (WorkflowException e) {
          assertThat(Thread.currentThread().isInterrupted()).as(e.toString()).isFalse();
        }
      }
    }
  }

  private static Pausable operator(Scenario<?> run) {
    return PauseRules.operator(run);
  }

  private static long taken(Status status) {
    return status.audit().size() + status.auditDropped();
  }
}
