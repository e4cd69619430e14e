// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Entity;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Probes;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Rules;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Start;
import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An environment with one entity, and the processes that report to it. */
final class EntityLab implements AutoCloseable {
  static final String NAME = "dependency";

  private final PatternEnv env;
  private final Scenario<Entity> run;

  EntityLab(EntityContract contract, String name, Rules rules) {
    env =
        PatternEnv.open(
            PatternEnvOptions.newBuilder(contract.entity())
                .setName(name)
                .setWatchdog(contract.patience())
                .setClientOptions(client -> client.setIdentity("contract"))
                .setRunTimeout(Duration.ofMinutes(30))
                .build());
    Start start = new Start(EntityProtocol.SCHEMA, NAME, rules, null);
    run = env.scenario(Entity.class).start(entity -> entity.run(start));
  }

  Scenario<Entity> run() {
    return run;
  }

  /** Lets time pass, of the server. */
  void advance(Duration time) {
    env.clock().advance(time);
  }

  /** The server's time, in milliseconds. */
  long now() {
    return env.clock().now().toEpochMilli();
  }

  /** What the entity says to a process that reports nothing. */
  Lease lease() {
    return run.stub().lease();
  }

  Lease tell(Report report) {
    return run.stub().report(report);
  }

  /** A process tells of calls that have just ended. */
  Lease tell(String source, int number, int good, int bad) {
    return tell(counts(source, number, 0, good, bad));
  }

  /** A process wants a probe, or has none to tell of. */
  Lease want(String source, int number, int wanted) {
    return tell(report(source, number, lease().generation(), List.of(), null, wanted));
  }

  /** A process tells how its probe ended. */
  Lease probed(String source, int number, Probes probes) {
    return tell(report(source, number, lease().generation(), List.of(), probes, 0));
  }

  /** Of calls so many seconds ago. */
  Report counts(String source, int number, int secondsAgo, int good, int bad) {
    Bucket bucket = new Bucket(now() / 1_000 - secondsAgo, good + bad, bad, 0, 0);
    return report(source, number, lease().generation(), List.of(bucket), null, 0);
  }

  Report report(
      String source,
      int number,
      long generation,
      List<Bucket> buckets,
      @Nullable Probes probes,
      int wanted) {
    return new Report(source, number, now(), generation, buckets, probes, wanted, "E_DOWN", 0);
  }

  /** Opens for two seconds when half of the calls of ten minutes failed, once there were four. */
  static Rules rules(int windowSeconds, int minimumSources, int probes) {
    return new Rules(
        windowSeconds,
        4,
        50,
        100,
        minimumSources,
        2_000,
        1,
        60_000,
        0,
        probes,
        null,
        60_000,
        State.CLOSED,
        50,
        10,
        false);
  }

  @Override
  public void close() {
    env.close();
  }
}
