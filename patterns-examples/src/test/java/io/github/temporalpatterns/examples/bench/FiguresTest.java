// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final Figures figures = new Figures(new PrintStream(text, true, StandardCharsets.UTF_8));

  @Test
  void aRatioIsTheMedianOfItsPairs() {
    figures.ratio("a", List.of(1.1, 0.9, 1.0, 1.05, 5.0));

    assertThat(figures.toMap()).containsExactlyEntriesOf(Map.of("a", 1.05));
    assertThat(text.toString(StandardCharsets.UTF_8)).contains("1.100 0.900 1.000 1.050 5.000");
  }

  @Test
  void aRatioWhosePairsScatterIsNotMeasured() {
    figures.put("sure", 2);
    figures.ratio("unsure", List.of(0.5, 1.0, 1.5));

    assertThat(figures.toMap())
        .containsEntry("sure", 2)
        .containsEntry("unsure", null)
        .containsEntry("notMeasured", List.of("unsure"));
    assertThat(text.toString(StandardCharsets.UTF_8)).contains("scatter 50 %: NOT MEASURED");
  }
}
