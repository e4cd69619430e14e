// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bug that takes three votes in one order, among votes, queries and delays. */
final class ExploredWorkflowTest {

  @TempDir Path folder;

  /** The poll and the set that it should be. */
  private static final class World implements AutoCloseable {
    private final PatternEnv env;
    private final Scenario<Poll> poll;
    private final Set<String> model = new TreeSet<>();

    World(Class<? extends Poll> workflow) {
      env = PatternEnv.open(workflow);
      poll = env.scenario(Poll.class).start(Poll::run);
    }

    void vote(String who) {
      poll.stub().vote(who);
      model.add(who);
    }

    void sleep(String duration) {
      env.clock().advance(Duration.parse(duration));
    }

    void end() {
      poll.stub().end();
      assertThat((int) poll.result(Integer.class)).isEqualTo(model.size());
    }

    void countsOnce() {
      assertThat(poll.stub().count()).isEqualTo(model.size());
    }

    @Override
    public void close() {
      env.close();
    }
  }

  private Explorer<World> explorer(Class<? extends Poll> workflow) {
    return Explorer.of("poll", () -> new World(workflow))
        .action("vote", List.of("ann", "bob", "eve"), World::vote)
        .action("sleep", List.of("PT1S", "P1D"), World::sleep)
        .invariant("each voter counts once", World::countsOnce)
        .atEnd("the result agrees", World::end)
        .steps(8)
        .saveTo(folder);
  }

  @Test
  void aVoteThatIsCountedTwiceIsFoundAndShrunk() {
    assertThatThrownBy(explorer(Poll.Forgetful.class).seed(11)::explore)
        .hasMessageMatching(
            "(?s)poll: sequence \\d+ of seed 11, shrunk from \\d+ to 3 actions, breaks \"each voter"
                + " counts once\":\n  vote (\\w+)\n  vote (?!\\1)\\w+\n  vote \\1\nfile: .*");
    assertThatThrownBy(() -> explorer(Poll.Forgetful.class).rerun(folder.resolve("poll.txt")))
        .hasMessageContaining("breaks \"each voter counts once\"");
    assertThatCode(() -> explorer(Poll.Sound.class).rerun(folder.resolve("poll.txt")))
        .doesNotThrowAnyException();
  }

  @Test
  void aSoundWorkflowPasses() {
    assertThatCode(explorer(Poll.Sound.class).sequences(3).seed(11)::explore)
        .doesNotThrowAnyException();
  }
}
