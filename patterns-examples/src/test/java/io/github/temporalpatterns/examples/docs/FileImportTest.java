// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.batch.BatchResult;
import io.github.temporalpatterns.batch.BatchResult.Stop;
import io.github.temporalpatterns.batch.Checkpoint;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.batch.KillAnywhere;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page on batches shows. */
@PatternTest(workflows = FileImportWorkflowImpl.class)
final class FileImportTest {
  private static final List<String> ROWS = List.of("a", "b", "c", "d", "e");

  @Test
  void startsTheNextActivityWhereTheLastOneStopped(
      Scenario<FileImportWorkflow> run, Canned<FileImports> imports) {
    Checkpoint half = new Checkpoint(1, 2, List.of(), 0, 0, List.of());
    Checkpoint whole = new Checkpoint(1, 5, List.of(), 0, 0, List.of());
    imports
        .on(FileImports::importFile)
        .answers(
            (file, from) ->
                new BatchResult(from == null ? Stop.SHUTDOWN : null, from == null ? half : whole));

    Checkpoint end = run.run(r -> r.run("rows.csv"));

    assertThat(end).isEqualTo(whole);
    assertThat(run.attempts().list())
        .extracting(a -> a.arguments().get(1))
        .containsExactly(null, half);
  }

  // region kill
  @Test
  void losesNoRowWhereverItIsStopped() {
    KillAnywhere.of(
            FileImports.class,
            world -> new FileImportsImpl(file -> ROWS, (key, row) -> world.effect(key, () -> {})))
        .calling((imports, from) -> imports.importFile("rows.csv", from))
        .redoingAtMost(8) // the window
        .verify();
  }
  // endregion
}
