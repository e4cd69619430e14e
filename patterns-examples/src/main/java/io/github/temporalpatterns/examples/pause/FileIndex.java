// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.pause;

import io.github.temporalpatterns.examples.pause.ReindexWorkflow.Indexed;
import io.github.temporalpatterns.examples.pause.ReindexWorkflow.Tree;
import io.temporal.activity.ActivityInterface;

/** Reads a directory tree into an index. */
@ActivityInterface
public interface FileIndex {

  /**
   * Counts the files of a tree.
   *
   * @param root its directory
   * @return how many there are
   */
  long count(String root);

  /**
   * Indexes the next files; those that are in the index already are brought up to date.
   *
   * @param tree the tree
   * @param before how far it is
   * @return how far it is then
   */
  Indexed next(Tree tree, Indexed before);
}
