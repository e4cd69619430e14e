// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.TestClock;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A test in which days pass. */
@PatternTest(workflows = ReminderTest.Impl.class)
class ReminderTest {

  /** Asks, and reminds every day until there is an answer. */
  @WorkflowInterface
  public interface Reminder {
    @WorkflowMethod
    String ask(String question);

    @SignalMethod
    void answer(String answer);
  }

  /** Sends letters. */
  @ActivityInterface
  public interface Letters {
    void send(String question);
  }

  /** Looks once a day. */
  public static class Impl implements Reminder {
    private final Letters letters =
        Workflow.newActivityStub(Letters.class, TripWorkflowImpl.ACTIVITIES);
    private String answer = "";

    @Override
    public String ask(String question) {
      while (answer.isEmpty()) {
        letters.send(question);
        Workflow.sleep(Duration.ofDays(1));
      }
      return answer;
    }

    @Override
    public void answer(String given) {
      answer = given;
    }
  }

  // region clock
  @Test
  void remindsEveryDayUntilThereIsAnAnswer(
      Scenario<Reminder> reminder, Canned<Letters> letters, TestClock clock) {
    letters.on(Letters::send).completes().times(3);
    reminder.start(r -> r.ask("When?"));

    clock.advance(Duration.ofHours(50));
    reminder.stub().answer("Friday");

    assertThat(reminder.result(String.class)).isEqualTo("Friday");
    verifyThat(reminder).ran("Send").times(3).and().waited(Duration.ofDays(1));
  }
  // endregion
}
