// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws chunks over time as SVG: a bar a chunk, and as many lanes as ran at once. */
final class Timeline {
  private static final int WIDTH = 1000;
  private static final int LANE = 22;
  private static final int BAR = 18;
  private static final int AXIS = 26;
  private static final int TICKS = 8;

  private final List<Span> spans;
  private final long start;
  private final long length;

  private Timeline(List<Span> spans) {
    this.spans = spans;
    start = spans.stream().mapToLong(Span::started).min().orElse(0);
    length = Math.max(1, spans.stream().mapToLong(Span::ended).max().orElse(0) - start);
  }

  /** {@return the drawing of chunks that are ordered by their start} */
  static String of(List<Span> spans) {
    return new Timeline(spans).draw();
  }

  private String draw() {
    List<Long> lanes = new ArrayList<>();
    StringBuilder bars = new StringBuilder();
    for (Span span : spans) {
      int lane = free(lanes, span.started());
      lanes.set(lane, span.ended());
      bars.append(bar(span, lane));
    }
    int bottom = lanes.size() * LANE;
    return """
        <svg viewBox="0 0 %d %d" role="img" aria-label="%d chunks over time">
        %s%s</svg>"""
        .formatted(WIDTH, bottom + AXIS, spans.size(), axis(bottom), bars);
  }

  /** The first lane whose last bar has ended. */
  private static int free(List<Long> lanes, long from) {
    for (int lane = 0; lane < lanes.size(); lane++) {
      if (lanes.get(lane) <= from) {
        return lane;
      }
    }
    lanes.add(from);
    return lanes.size() - 1;
  }

  private String bar(Span span, int lane) {
    double left = x(span.started());
    return String.format(
        Locale.ROOT,
        """
        <rect class="%s" x="%.1f" y="%d" width="%.1f" height="%d" rx="2"><title>%s</title></rect>
        """,
        span.findings() == 0 ? "whole" : "broken",
        left,
        lane * LANE,
        Math.max(1.5, x(span.ended()) - left - 1),
        BAR,
        title(span));
  }

  private static String title(Span span) {
    long first = span.first() + 1;
    long last = span.first() + span.checked();
    return String.format(
        Locale.ROOT,
        "%s: %s, %.1f MB, %,d ms",
        first == last ? "Artifact " + first : "Artifacts %d to %d".formatted(first, last),
        span.findings() == 0 ? "verified" : span.findings() + " not verified",
        span.bytes() / 1e6,
        span.ended() - span.started());
  }

  private String axis(int bottom) {
    StringBuilder axis = new StringBuilder();
    long step = step();
    for (long time = 0; time <= length; time += step) {
      double x = x(start + time);
      axis.append(
          String.format(
              Locale.ROOT,
              """
              <path class="tick" d="M%1$.1f 0V%2$d"/><text x="%1$.1f" y="%3$d">%4$s</text>
              """,
              x,
              bottom,
              bottom + AXIS - 8,
              label(time)));
    }
    return axis.toString();
  }

  /** A round number of milliseconds that gives neither too many ticks nor too few. */
  private long step() {
    long power = 1;
    while (true) {
      for (long digit : new long[] {1, 2, 5}) {
        if (length / (digit * power) <= TICKS) {
          return digit * power;
        }
      }
      power *= 10;
    }
  }

  private static String label(long time) {
    return time < 60_000
        ? String.format(Locale.ROOT, "%s s", time / 1000.0).replace(".0 s", " s")
        : String.format(Locale.ROOT, "%d:%02d", time / 60_000, time / 1000 % 60);
  }

  private double x(long time) {
    return (double) (time - start) / length * WIDTH;
  }
}
