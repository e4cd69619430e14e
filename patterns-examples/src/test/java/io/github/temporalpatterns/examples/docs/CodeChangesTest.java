// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static io.github.temporalpatterns.examples.docs.CodeChange.breaks;
import static io.github.temporalpatterns.examples.docs.CodeChange.call;
import static io.github.temporalpatterns.examples.docs.CodeChange.guarded;
import static io.github.temporalpatterns.examples.docs.CodeChange.replays;
import static io.github.temporalpatterns.examples.docs.CodeChange.sleep;
import static io.github.temporalpatterns.examples.docs.CodeChange.two;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.testing.Check;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table "you changed X" of {@code docs/patterns/versioning.md}: a run before, replayed after.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CodeChangesTest {

  static List<CodeChange> changes() {
    return List.of(
        breaks("a call added", CodeChange::two, () -> two() + call("Third")),
        breaks("a call removed", CodeChange::two, () -> call("First")),
        breaks("calls in another order", CodeChange::two, () -> call("Second") + call("First")),
        breaks("another activity", CodeChange::two, () -> call("First") + call("Third")),
        breaks(
            "a lambda turned into a method reference",
            CodeChange::byLambda,
            CodeChange::byReference),
        breaks("an activity turned into a child workflow", () -> call("First"), CodeChange::child),
        breaks("a sleep added", CodeChange::two, () -> sleep(1) + two()),
        breaks("a side effect added", CodeChange::two, () -> CodeChange.sideEffect() + two()),
        breaks(
            "a memo or search attribute added", CodeChange::two, () -> CodeChange.memo() + two()),
        breaks("a random id or number added", CodeChange::two, () -> Workflow.randomUUID() + two()),
        breaks("a signal renamed", () -> CodeChange.await("go"), () -> CodeChange.await("start")),
        breaks("a guard dropped", CodeChange::two, () -> two() + call("Third")),
        breaks("the oldest version raised too early", CodeChange::two, () -> guarded(1, 1)),
        breaks("the newest version lowered", () -> guarded(-1, 2), () -> guarded(-1, 1)),
        replays("a call added behind a change", CodeChange::two, () -> guarded(-1, 1)),
        replays("a branch taken out that no run is on", () -> guarded(-1, 1), () -> guarded(1, 1)),
        replays("calls at once, not one by one", CodeChange::two, CodeChange::together),
        replays("another timeout or retry policy", () -> call("First"), CodeChange::patient),
        replays(
            "another argument of an activity",
            () -> call("First", "a"),
            () -> call("First", "a", "b")),
        replays("another length of a sleep", () -> sleep(1), () -> sleep(2)),
        replays("another result of the workflow", CodeChange::two, () -> two() + "!"),
        replays("a handler added", CodeChange::two, () -> CodeChange.listen("go") + two()),
        replays(
            "a log line, a metric, current details",
            CodeChange::two,
            () -> CodeChange.details() + two()));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void doesWhatItsRowSays(CodeChange change) {
    AtomicBoolean changed = new AtomicBoolean();
    PatternEnvOptions options =
        PatternEnvOptions.newBuilder().setReplay(Replay.NEVER).setUnchecked(Check.SCRIPTS).build();
    try (PatternEnv env = PatternEnv.open(options)) {
      env.worker()
          .registerWorkflowFactory(
              Changing.class,
              () -> () -> (changed.get() ? change.after() : change.before()).apply());
      List.of("First", "Second", "Third")
          .forEach(name -> env.cannedActivity(name).returns(name).optional());
      Scenario<Changing> run = env.scenario(Changing.class).start(Changing::run);
      run.untyped().signal("go");
      run.result(String.class);

      changed.set(true);
      Throwable divergence = catchThrowable(env::replayAll);

      assertThat(divergence == null).as("%s", divergence).isEqualTo(change.replays());
    }
  }

  @Test
  void thePageHasEachRow() {
    List<String> page =
        Repository.lines(Repository.ROOT.resolve("docs/patterns/versioning.md")).stream()
            .filter(line -> line.endsWith(" |"))
            .toList();
    for (CodeChange change : changes()) {
      assertThat(page)
          .anyMatch(
              line ->
                  line.startsWith(
                      "| %s | %s |".formatted(change.row(), change.replays() ? "go on" : "stop")));
    }
  }

  /** A workflow whose code changes. */
  @WorkflowInterface
  public interface Changing {
    @WorkflowMethod
    String run();
  }
}
