// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.pause;

import io.github.temporalpatterns.pause.LongRunningWorkflow.Job;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Indexes the files of a directory tree. */
@WorkflowInterface
public interface ReindexWorkflow {

  /**
   * Indexes.
   *
   * @param job the tree, and how far it is
   * @return how far it came
   */
  @WorkflowMethod
  Indexed reindex(Job<Tree, Indexed> job);

  /**
   * What to index.
   *
   * @param root the directory
   * @param batch how many files a step takes
   * @param delay between steps
   */
  record Tree(String root, int batch, Duration delay) {}

  /**
   * How far it is.
   *
   * @param last the file indexed last, below the root; null before the first
   * @param files how many files are indexed
   * @param bytes how large they are together
   * @param total how many files there were when it began
   * @param complete whether no file is left
   */
  record Indexed(@Nullable String last, long files, long bytes, long total, boolean complete) {}
}
