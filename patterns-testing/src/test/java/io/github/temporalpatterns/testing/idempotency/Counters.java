// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import com.uber.m3.tally.Buckets;
import com.uber.m3.tally.Capabilities;
import com.uber.m3.tally.CapableOf;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import com.uber.m3.tally.StatsReporter;
import com.uber.m3.util.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What a metrics scope has counted of this library, by name and tags. */
@SuppressWarnings("rawtypes") // as the interface has them
final class Counters implements StatsReporter {
  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final Scope scope =
      new RootScopeBuilder().reporter(this).reportEvery(Duration.ofHours(1));

  Scope scope() {
    return scope;
  }

  /** Closes the scope, which reports all. */
  Map<String, Long> all() {
    try {
      scope.close();
    } catch (ScopeCloseException e) {
      throw new IllegalStateException(e);
    }
    return Map.copyOf(counts);
  }

  @Override
  public void reportCounter(String name, Map<String, String> tags, long value) {
    if (name.contains("_patterns_")) {
      Map<String, String> ours = new TreeMap<>(tags);
      ours.keySet().retainAll(Set.of("mode", "outcome", "workflow_type"));
      counts.merge(name + " " + ours.values(), value, Long::sum);
    }
  }

  @Override
  public void reportGauge(String name, Map<String, String> tags, double value) {}

  @Override
  public void reportTimer(String name, Map<String, String> tags, Duration interval) {}

  @Override
  @SuppressWarnings("deprecation")
  public void reportHistogramValueSamples(
      String name,
      Map<String, String> tags,
      Buckets buckets,
      double lower,
      double upper,
      long samples) {}

  @Override
  @SuppressWarnings("deprecation")
  public void reportHistogramDurationSamples(
      String name,
      Map<String, String> tags,
      Buckets buckets,
      Duration lower,
      Duration upper,
      long samples) {}

  @Override
  public Capabilities capabilities() {
    return CapableOf.REPORTING;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
