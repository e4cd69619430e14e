// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Rules;
import io.github.temporalpatterns.testing.Contracts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the groups of rules for shared breakers have in common: a laboratory. */
abstract class EntityRules {
  static final int LONG_WINDOW = 600;

  private @Nullable EntityLab lab;
  private String name = "";

  abstract EntityContract contract();

  @BeforeEach
  void nameLab(TestInfo test) {
    name = Contracts.nameOf(contract(), test);
  }

  @AfterEach
  void closeLab() {
    Objects.requireNonNull(lab, "a rule opens a laboratory").close();
  }

  /** Opens the laboratory: with a long window, for one source and one probe. */
  EntityLab open() {
    return open(EntityLab.rules(LONG_WINDOW, 1, 1));
  }

  EntityLab open(Rules rules) {
    EntityLab opened = new EntityLab(contract(), name, rules);
    lab = opened;
    return opened;
  }
}
