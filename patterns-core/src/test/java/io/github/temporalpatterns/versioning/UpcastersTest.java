// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UpcastersTest {
  private static final Upcasters<String> TEXTS =
      Upcasters.<String>newBuilder(4)
          .from(2, text -> text + " 2>3")
          .from(3, text -> text + " 3>4")
          .build();

  @Test
  void bringsUpByOneStepAfterTheOther() {
    assertThat(TEXTS.read("a", 2)).isEqualTo("a 2>3 3>4");
    assertThat(TEXTS.read("a", 3)).isEqualTo("a 3>4");
    assertThat(TEXTS.read("a", 4)).isEqualTo("a");
    assertThat(TEXTS.schema()).isEqualTo(4);
    assertThat(TEXTS.oldest()).isEqualTo(2);
  }

  @Test
  void saysWhatToDoAboutWhatItCannotRead() {
    assertThatThrownBy(() -> TEXTS.read("a", 5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "String has schema 5, this code reads up to 4: a newer release wrote it;"
                + " deploy that release again, the run waits for it");
    assertThatThrownBy(() -> TEXTS.read("a", 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "String has schema 1, this code reads 2 to 4: put the step from 1 back,"
                + " the run waits for it");
  }

  @Test
  void refusesAChainWithAGap() {
    assertThatThrownBy(() -> Upcasters.<String>newBuilder(4).from(1, t -> t).from(3, t -> t))
        .hasMessage("the step from schema 2 must follow, was from 3");
    assertThatThrownBy(() -> Upcasters.<String>newBuilder(4).from(1, t -> t).build())
        .hasMessage("the steps end at schema 2, but this code writes 4");
  }
}
