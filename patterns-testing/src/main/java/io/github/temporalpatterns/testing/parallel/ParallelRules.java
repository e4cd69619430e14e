// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import io.github.temporalpatterns.testing.Contracts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the groups of rules have in common: an open laboratory. */
abstract class ParallelRules {
  private ParallelLab lab;

  abstract ParallelContract contract();

  @BeforeEach
  void openLab(TestInfo test) {
    lab = new ParallelLab(contract(), Contracts.nameOf(contract(), test));
  }

  @AfterEach
  void closeLab() {
    lab.close();
  }

  ParallelLab lab() {
    return lab;
  }
}
