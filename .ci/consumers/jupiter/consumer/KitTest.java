// SPDX-License-Identifier: Apache-2.0
package consumer;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.determinism.DeterminismCheck;
import io.github.temporalpatterns.testing.sweep.FaultKind;
import io.github.temporalpatterns.testing.sweep.FaultSweep;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a user's first tests do. */
@PatternTest(workflows = Greeting.Impl.class)
class KitTest {
  @Test
  void scriptsAndVerifies(Scenario<Greeting> greeting, Canned<Greeting.Names> names) {
    names.on(Greeting.Names::find).fails(1, "DOWN").then().returns("Ada");

    assertThat(greeting.<String>run(g -> g.greet(7))).isEqualTo("Hello Ada");

    verifyThat(greeting).ran("find").attempts(2).with(7).and().completed();
  }

  @Nested
  class Inside {
    @Test
    void inheritsTheAnnotation(Scenario<Greeting> greeting, Canned<Greeting.Names> names) {
      names.on(Greeting.Names::find).returns("Bob");

      assertThat(greeting.<String>run(g -> g.greet(7))).isEqualTo("Hello Bob");
    }
  }

  @Test
  void readsClassFiles() {
    DeterminismCheck.assertDeterministic(Greeting.Impl.class);
  }
}
