// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.pause;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.pause.ReindexWorkflow.Indexed;
import io.github.temporalpatterns.examples.pause.ReindexWorkflow.Tree;
import io.github.temporalpatterns.examples.runtime.SqliteFile;
import io.github.temporalpatterns.pause.LongRunningWorkflow.Job;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file once, paused or not. */
@PatternTest(workflows = ReindexWorkflowImpl.class)
final class ReindexTest {
  @TempDir private Path folder;
  private Path tree;

  @BeforeEach
  void plant() throws IOException {
    tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("b"));
    for (String name : List.of("a.txt", "b/1.txt", "b/2.txt", "c.txt", "d.txt")) {
      Files.writeString(tree.resolve(name), name);
    }
  }

  @Test
  void indexesEveryFileAlsoWhenItWasPausedForAMonth(
      PatternEnv env, Scenario<ReindexWorkflow> reindex) {
    try (SqliteFile database =
        SqliteFile.open(folder.resolve("i.db"), ReindexCommand.APPLICATION, ReindexCommand.class)) {
      env.register(new SqlFileIndex(database.database()));
      Tree job = new Tree(tree.toString(), 2, Duration.ofHours(1));
      reindex.start(workflow -> workflow.reindex(Job.of(job)));
      Pausable operator = reindex.stub(Pausable.class);
      reindex.await("the first step", () -> operator.pauseStatus().progress().done() == 2);
      operator.pauseRequest(Request.of("1", "ann", "the disk is full"));
      reindex.await("the pause", () -> operator.pauseStatus().phase() == Phase.PAUSED);
      env.clock().advance(Duration.ofDays(30));
      operator.pauseResume(Request.of("2", "ann", "it is empty again"));

      Indexed end = reindex.result(Indexed.class);

      assertThat(end).isEqualTo(new Indexed("d.txt", 5, 29, 5, true));
      assertThat(paths(database)).containsExactly("a.txt", "b/1.txt", "b/2.txt", "c.txt", "d.txt");
      verifyThat(reindex).took(Duration.ofDays(30), Duration.ofDays(31)).leftNoTimer();
      assertThat(operator.pauseStatus().active()).isLessThan(Duration.ofHours(3));
    }
  }

  private static List<String> paths(SqliteFile database) {
    return database
        .database()
        .withHandle(
            sql ->
                sql.createQuery("SELECT path FROM file ORDER BY path").mapTo(String.class).list());
  }
}
