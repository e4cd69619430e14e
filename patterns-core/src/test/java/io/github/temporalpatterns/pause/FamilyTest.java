// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.pause.Family.Order;
import io.github.temporalpatterns.pause.Pausable.Verb;
import io.temporal.workflow.Functions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages between a run and its family that come late, or not at all. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
class FamilyTest {
  private int orders;
  private final Functions.Func<String> ids = () -> "order-" + ++orders;

  @Test
  void anAnswerToAnEarlierPauseMeansNothing() {
    Family family = new Family(null);
    family.join("child");
    Order first = family.due(Verb.PAUSE, ids).get(0);
    family.delivered("child");
    family.due(Verb.RESUME, ids);
    family.delivered("child");
    Order second = family.due(Verb.PAUSE, ids).get(0);
    family.delivered("child");

    family.report("child", first.requestId(), true);
    assertThat(family.paused()).isZero();
    assertThat(family.atWork()).containsExactly("child");

    family.report("child", second.requestId(), true);
    family.report("stranger", second.requestId(), true);
    assertThat(family.paused()).isOne();
    assertThat(family.due(Verb.RESUME, ids)).hasSize(1);
    assertThat(family.paused()).isZero();
  }

  @Test
  void aChildGetsOneMessageAtATimeAndTheLastWordCounts() {
    Family family = new Family(null);
    family.join("child");
    assertThat(family.due(Verb.RESUME, ids)).isEmpty();
    assertThat(family.isQuiet()).isTrue();
    assertThat(family.due(Verb.PAUSE, ids)).hasSize(1);
    assertThat(family.due(Verb.RESUME, ids)).isEmpty();
    assertThat(family.isQuiet()).isFalse();
    family.delivered("child");
    assertThat(family.due(Verb.PAUSE, ids)).isEmpty();
    assertThat(family.due(Verb.STOP, ids))
        .isEqualTo(List.of(new Order("child", Verb.STOP, "order-2")));
    family.leave("child");
    family.delivered("child");
    assertThat(family.isQuiet()).isTrue();
  }

  @Test
  void theParentIsToldOfEachChangeAlsoByALaterRun() {
    Family family = new Family(null);
    assertThat(family.answer(true)).isNull();
    family.asked("run/1");
    assertThat(family.answer(false)).isNull();
    assertThat(family.answer(true)).isEqualTo("run/1");
    assertThat(family.answer(false)).as("while the first answer is on its way").isNull();
    assertThat(family.isQuiet()).isFalse();
    family.answerDelivered();

    Family next = new Family(family.toData());
    assertThat(next.answer(true)).isNull();
    assertThat(next.answer(false)).isEqualTo("run/1");
    next.answerDelivered();
    next.asked(null);
    assertThat(next.answer(true)).isNull();
    assertThat(next.toData()).isNull();
  }
}
