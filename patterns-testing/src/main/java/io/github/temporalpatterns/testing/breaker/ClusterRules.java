// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.breaker.BreakerEntityWorkflow.Rules;
import io.github.temporalpatterns.testing.Contracts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the groups of rules for shared breakers have in common: a laboratory. */
abstract class ClusterRules {
  static final int LONG_WINDOW = 600;

  private @Nullable ClusterLab lab;
  private String name = "";

  abstract ClusterContract contract();

  @BeforeEach
  void nameLab(TestInfo test) {
    name = Contracts.nameOf(contract(), test);
  }

  @AfterEach
  void closeLab() {
    Objects.requireNonNull(lab, "a rule opens a laboratory").close();
  }

  /** Opens the laboratory: with a long window, for one source and one probe. */
  ClusterLab open() {
    return open(ClusterLab.rules(LONG_WINDOW, 1, 1));
  }

  ClusterLab open(Rules rules) {
    ClusterLab opened = new ClusterLab(contract(), name, rules);
    lab = opened;
    return opened;
  }
}
