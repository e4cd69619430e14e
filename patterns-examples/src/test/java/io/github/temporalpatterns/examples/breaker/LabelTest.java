// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow.Answer;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow.Outcome;
import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.examples.Main;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parcels of which some get no label, and then none is asked for. */
@PatternTest(workflows = LabelWorkflowImpl.class)
final class LabelTest {

  @Test
  void marksWhatItDidNotSend(Scenario<LabelWorkflow> labels, Canned<Carrier> carrier) {
    carrier
        .on(Carrier::label)
        .answers(
            parcel -> {
              if (parcel.equals("a")) {
                return "label of a";
              }
              throw ApplicationFailure.newNonRetryableFailure("down", "HTTP_503");
            });

    List<Answer<String, String>> answers =
        labels.run(l -> l.label(List.of("a", "b", "c", "d", "e")));

    assertThat(answers)
        .extracting(Answer::outcome)
        .containsExactly(
            Outcome.ANSWERED, Outcome.FAILED, Outcome.FAILED, Outcome.FAILED, Outcome.REJECTED);
    assertThat(answers.get(0).result()).isEqualTo("label of a");
    assertThat(answers.get(4).reason())
        .isEqualTo(
            "patterns.BreakerOpen: breaker carrier is open;"
                + " opened: 3 failures in a row, last HTTP_503");
    assertThat(labels.stub(BreakerOperator.class).breakerStatus())
        .singleElement()
        .satisfies(status -> assertThat(status.state()).isEqualTo(State.OPEN))
        .satisfies(status -> assertThat(status.failed()).isEqualTo(3));
  }

  @Test
  void refusesNoParcels() {
    assertThat(
            Main.commandLine(TemporalServer::startInProcess).execute("breaker", "--parcels", "0"))
        .isEqualTo(2);
  }
}
