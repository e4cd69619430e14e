// SPDX-License-Identifier: Apache-2.0
package consumer;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static org.junit.Assert.assertEquals;

import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.determinism.DeterminismCheck;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.junit.Test;

/** The kit without JUnit Jupiter. */
public class KitTest {
  @WorkflowInterface
  public interface Greeting {
    @WorkflowMethod
    String greet();
  }

  public static class GreetingImpl implements Greeting {
    @Override
    public String greet() {
      return "Hello";
    }
  }

  @Test
  public void runsAndVerifies() {
    try (PatternEnv env = PatternEnv.open(GreetingImpl.class)) {
      Scenario<Greeting> greeting = env.scenario(Greeting.class);

      assertEquals("Hello", greeting.<String>run(Greeting::greet));

      verifyThat(greeting).completed();
    }
  }

  @Test
  public void readsClassFiles() {
    DeterminismCheck.assertDeterministic(GreetingImpl.class);
  }
}
