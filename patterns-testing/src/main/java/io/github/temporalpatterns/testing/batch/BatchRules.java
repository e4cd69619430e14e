// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import io.github.temporalpatterns.testing.batch.ScriptedBatch.Plan;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.WhenStopped;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the groups of simulated rules have in common: an open laboratory. */
abstract class BatchRules {
  private BatchLab lab;

  abstract BatchContract contract();

  @BeforeEach
  void openLab() {
    lab = new BatchLab(contract()::newBatch, contract().patience());
  }

  @AfterEach
  void closeLab() {
    lab.close();
  }

  BatchLab lab() {
    return lab;
  }

  /** A plan with one try for each item, and no skips. */
  static Plan plan(long items, int window) {
    return new Plan(items, window, 1, 0, WhenStopped.THROW);
  }

  static Plan returning(long items, int window) {
    return new Plan(items, window, 1, 0, WhenStopped.RETURN);
  }
}
