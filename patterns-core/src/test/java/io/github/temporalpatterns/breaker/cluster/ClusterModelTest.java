// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.options;
import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Memory;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Rules;
import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.machine.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The shared breaker against a model that keeps every call, over random reports of skewed clocks.
 */
final class ClusterModelTest {
  private static final int SEEDS = 1_500;
  private static final int REPORTS = 40;

  /** One call, as the model keeps it. */
  private record Seen(String source, long second, boolean failed) {}

  private final List<Seen> calls = new ArrayList<>();
  private final Map<String, Long> skew = new LinkedHashMap<>();
  private final Map<String, Long> offsets = new LinkedHashMap<>();
  private final Map<String, Report> last = new LinkedHashMap<>();
  private final Map<String, Long> told = new LinkedHashMap<>();
  private final Map<String, Long> seen = new LinkedHashMap<>();
  private long badSince;

  @Test
  void opensWhenTheModelSaysSo() {
    int opened = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      opened += play(seed) ? 1 : 0;
    }
    assertThat(opened).as("sequences that opened, of " + SEEDS).isBetween(SEEDS / 4, SEEDS - 50);
  }

  private boolean play(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List.of(skew, offsets, last, told, seen).forEach(Map::clear);
    badSince = 0;
    calls.clear();
    int minimumSources = random.nextInt(1, 4);
    Rules rules =
        options(rules().setFailureRate(random.nextInt(30, 70)).setMinimumCalls(20))
            .setMinimumSources(minimumSources)
            .build()
            .start()
            .rules();
    Cluster cluster = new Cluster(rules, seed, null);
    long now = 10_000_000;
    for (int i = 0; i < REPORTS; i++) {
      now += random.nextInt(2_500);
      Report report = next(random, now);
      boolean isNew = isNew(report);
      seen.put(report.source(), now);
      cluster.report(now, report);
      boolean open = isNew && opens(rules, now);
      assertThat(cluster.lease(now, 0).state())
          .as("seed %d, report %d", seed, i)
          .isEqualTo(open ? State.OPEN : State.CLOSED);
      if (open) {
        return true;
      }
      if (random.nextInt(5) == 0) {
        String carried = Wire.write(cluster.save("bank", null));
        cluster = new Cluster(rules, seed, Wire.read(carried, Memory.class));
      }
    }
    return false;
  }

  /** A new report, or one that the entity has had already; perhaps it took a while to arrive. */
  private Report next(SplittableRandom random, long now) {
    String source = "p" + random.nextInt(5);
    long sent = now - (random.nextInt(4) == 0 ? random.nextInt(6_000) : 0);
    long clock = sent + skew.computeIfAbsent(source, s -> random.nextLong(-5_000_000, 5_000_000));
    offsets.merge(source, now - clock, Math::min);
    Report before = last.get(source);
    if (before != null && random.nextInt(4) == 0) {
      return before.sentAt(clock);
    }
    List<Bucket> buckets = new ArrayList<>();
    for (int age = random.nextInt(13); age >= 0; age -= random.nextInt(1, 5)) {
      long second = clock / 1_000 - age;
      int failed = random.nextInt(4);
      int good = random.nextInt(5);
      buckets.add(new Bucket(second, good + failed, failed, 0, 0));
      keep(source, second, failed, true, now);
      keep(source, second, good, false, now);
    }
    long number = before == null ? 1 : before.number() + 1;
    Report report = new Report(source, number, clock, 0, buckets, null, 0, "E", 0);
    last.put(source, report);
    return report;
  }

  /** Only what is new makes the entity decide. */
  private boolean isNew(Report report) {
    Long before = told.put(report.source(), report.number());
    return before == null || before < report.number();
  }

  private void keep(String source, long second, int count, boolean failed, long now) {
    long mapped = Math.min(second * 1_000 + offsets.getOrDefault(source, 0L), now) / 1_000;
    for (int i = 0; i < count; i++) {
      calls.add(new Seen(source, mapped, failed));
    }
  }

  /** What an entity would say that has kept every call, and asks all before it opens. */
  private boolean opens(Rules rules, long now) {
    List<Seen> count =
        calls.stream().filter(call -> call.second() > now / 1_000 - rules.windowSeconds()).toList();
    long failed = count.stream().filter(Seen::failed).count();
    long sources = count.stream().filter(Seen::failed).map(Seen::source).distinct().count();
    boolean bad = !count.isEmpty() && 100.0 * failed / count.size() >= rules.failureRate();
    badSince = bad ? (badSince == 0 ? now : badSince) : 0;
    boolean allAsked =
        now - badSince >= 2_000 || seen.values().stream().allMatch(then -> then >= badSince);
    return bad
        && allAsked
        && count.size() >= rules.minimumCalls()
        && sources >= rules.minimumSources();
  }
}
