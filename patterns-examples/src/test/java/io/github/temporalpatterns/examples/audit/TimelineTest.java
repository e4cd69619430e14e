// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Chunks become bars. */
final class TimelineTest {
  private static final Pattern BAR =
      Pattern.compile("<rect class=\"(\\w+)\" x=\"([0-9.]+)\" y=\"(\\d+)\" width=\"([0-9.]+)\"");

  @Test
  void whatRanAtOnceStandsInLanesAndALaneIsUsedAgain() {
    String svg =
        Timeline.of(List.of(span(0, 0, 400, 0), span(1, 100, 1000, 2), span(2, 400, 900, 0)));

    assertThat(BAR.matcher(svg).results().map(TimelineTest::bar))
        .containsExactly(
            "whole 0.0 lane 0 to 399.0",
            "broken 100.0 lane 1 to 999.0",
            "whole 400.0 lane 0 to 899.0");
  }

  @Test
  void theAxisHasRoundTimes() {
    String svg = Timeline.of(List.of(span(0, 5_000, 8_400, 0), span(1, 8_000, 135_000, 0)));

    assertThat(Pattern.compile(">([^<>]+)</text>").matcher(svg).results().map(r -> r.group(1)))
        .containsExactly("0 s", "20 s", "40 s", "1:00", "1:20", "1:40", "2:00");
  }

  @Test
  void whatTookNoTimeIsDrawnAllTheSame() {
    assertThat(Timeline.of(List.of(span(0, 7, 7, 0)))).contains("width=\"1.5\"");
  }

  private static Span span(long first, long started, long ended, long findings) {
    return new Span(first, 1, findings, 10, started, ended);
  }

  private static String bar(MatchResult bar) {
    double left = Double.parseDouble(bar.group(2));
    return "%s %s lane %d to %s"
        .formatted(
            bar.group(1),
            left,
            Integer.parseInt(bar.group(3)) / 22,
            left + Double.parseDouble(bar.group(4)));
  }
}
