// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.BAD;
import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.cluster;
import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.internal.Ticker;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.worker.Guard;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two processes and an entity that can be gone or out of reach, without a server and threads. */
final class ClusterBreakerTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong nanos = new AtomicLong();
  private final Entity entity = new Entity();
  private final ClusterBreaker one = process("one", 1_000_000_000L);
  private final ClusterBreaker other = process("other", 7_000_000_000L);

  @AfterEach
  void endThreads() {
    one.close();
    other.close();
  }

  @Test
  void theOtherProcessStopsCallingWithinTwoSeconds() {
    pass(1);
    for (int i = 0; i < 4; i++) {
      fail(one);
    }
    assertThat(other.ask().pass()).isNotNull();
    pass(2);

    Rejection rejection = Objects.requireNonNull(other.ask().rejection());
    assertThat(rejection.state()).isEqualTo(State.OPEN);
    assertThat(rejection.explanation()).isEqualTo("opened: 4 of 4 calls failed, last E");
    assertThat(other.status().state()).isEqualTo(State.OPEN);
    assertThat(other.status().nextProbe()).isNotNull();
  }

  @Test
  void oneProbeOfAllProcessesClosesIt() {
    pass(1);
    for (int i = 0; i < 4; i++) {
      fail(one);
    }
    pass(2);
    List<Guard.Pass> probes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      pass(1);
      for (ClusterBreaker process : List.of(one, other)) {
        Guard.Pass pass = process.ask().pass();
        if (pass != null) {
          probes.add(pass);
        }
      }
    }
    assertThat(probes).hasSize(1);
    probes.get(0).end(ClusterFixture.GOOD);
    pass(2);

    assertThat(List.of(one.status().state(), other.status().state())).containsOnly(State.CLOSED);
  }

  @Test
  void losesNothingWhileTheEntityIsOutOfReach() {
    pass(1);
    entity.reachable = false;
    fail(one);
    pass(1);
    fail(one);
    pass(3);
    fail(other);
    fail(other);
    entity.reachable = true;
    pass(4);

    assertThat(entity.cluster.save("b", null).breaker().trip())
        .isNotNull()
        .extracting(BreakerState.Trip::failed)
        .isEqualTo(4);
  }

  @Test
  void speaksAgainAfterAnErrorUntilItIsClosed() throws InterruptedException {
    CountDownLatch reports = new CountDownLatch(2);
    EntityLink link =
        new EntityLink() {
          @Override
          public Lease report(Report report) {
            reports.countDown();
            throw new NoClassDefFoundError("of a jar that is being replaced");
          }

          @Override
          public @Nullable Lease read() {
            return null;
          }
        };
    ClusterBreaker breaker = new ClusterBreaker("one", options().build(), link, Ticker.system());
    breaker.start();
    reports.await();
    breaker.close();
    breaker.close();

    assertThat(breaker.ask().pass()).as("as if the entity were out of reach").isNotNull();
  }

  @Test
  void goesOnAfterAReportThatIsRefused() {
    pass(1);
    entity.refuses = 1;
    fail(one);
    pass(4);
    for (int i = 0; i < 4; i++) {
      fail(one);
    }
    pass(4);

    assertThat(one.status().explanation()).isEqualTo("opened: 4 of 4 calls failed, last E");
  }

  @Test
  void startsAnewWhenTheEntityIsGone() {
    pass(1);
    for (int i = 0; i < 4; i++) {
      fail(one);
    }
    pass(2);
    entity.gone = true;
    pass(12);

    assertThat(entity.starts).isEqualTo(2);
    assertThat(one.ask().pass()).isNotNull();
    assertThat(other.ask().pass()).isNotNull();
  }

  private void fail(ClusterBreaker process) {
    Objects.requireNonNull(process.ask().pass()).end(BAD);
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      nanos.addAndGet(SECOND);
      one.tick();
      other.tick();
    }
  }

  private ClusterBreaker process(String source, long clock) {
    return new ClusterBreaker(source, options().build(), entity, new Ticker(nanos::get, clock));
  }

  /** The entity; not there at first. */
  private final class Entity implements EntityLink {
    private Cluster cluster = cluster(options());
    private boolean reachable = true;
    private boolean gone = true;
    private int refuses;
    private int starts;
    private long lastTask;

    @Override
    public Lease report(Report report) {
      check();
      if (refuses > 0 && !report.buckets().isEmpty()) {
        refuses--;
        throw new IllegalStateException(
            "as the client wraps it",
            ApplicationFailure.newFailure("a rule", FailureTypes.BREAKER_REFUSED));
      }
      if (gone) {
        gone = false;
        starts++;
        cluster = cluster(options());
      }
      lastTask = now();
      return cluster.report(lastTask, report);
    }

    @Override
    public @Nullable Lease read() {
      check();
      return gone ? null : cluster.lease(lastTask, 0); // no question makes a workflow's time go on
    }

    private void check() {
      if (!reachable) {
        throw new IllegalStateException("out of reach");
      }
    }

    private long now() {
      return 1_700_000_000_000L + nanos.get() / 1_000_000;
    }
  }
}
