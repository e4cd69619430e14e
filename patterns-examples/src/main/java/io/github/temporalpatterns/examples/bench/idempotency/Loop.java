// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.idempotency;

import io.github.temporalpatterns.examples.bench.Figures;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A run whose activity measures: a ledger is at home in an activity. */
final class Loop {

  private Loop() {}

  /**
   * What came out.
   *
   * @param ratios how many times the speed of bare inserts those with a ledger had
   * @param bareMicros of a bare insert, the median
   * @param extraTrips to the database, for each insert
   */
  public record Measured(List<Double> ratios, double bareMicros, double extraTrips) {}

  /** Has an activity do it. */
  @WorkflowInterface
  public interface LoopWorkflow {
    @WorkflowMethod
    Measured run(int pairs, int inserts);
  }

  /** Inserts. */
  @ActivityInterface
  public interface Inserts {
    /** Measures pairs of so many inserts. */
    Measured measure(int pairs, int inserts);
  }

  /** Calls it once. */
  public static final class LoopWorkflowImpl implements LoopWorkflow {
    private final Inserts inserts =
        Workflow.newActivityStub(
            Inserts.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(10)).build());

    @Override
    public Measured run(int pairs, int count) {
      return inserts.measure(pairs, count);
    }
  }

  /** Inserts with a ledger, and without. */
  static final class InsertsImpl implements Inserts {
    private static final int WARM_UP = 10;

    private final DataSource source;
    private final EffectLedger ledger;
    private final AtomicInteger trips;
    private int items;

    InsertsImpl(DataSource source, EffectLedger ledger, AtomicInteger trips) {
      this.source = source;
      this.ledger = ledger;
      this.trips = trips;
    }

    @Override
    public Measured measure(int pairs, int inserts) {
      if (pairs == 0) {
        return new Measured(List.of(), 0, 0);
      }
      warmUp(inserts);
      trips.set(0);
      ledgered(inserts);
      int withLedger = trips.getAndSet(0);
      bare(inserts);
      double extra = (double) (withLedger - trips.get()) / inserts;
      List<Double> ratios = new ArrayList<>();
      List<Double> bares = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        ratios.add(ratio(inserts, bares));
      }
      return new Measured(ratios, Figures.median(bares) / 1_000, extra);
    }

    /** One bare, one with the ledger, in turn, so that what disturbs one disturbs the other. */
    private double ratio(int inserts, List<Double> bares) {
      List<Double> bare = new ArrayList<>();
      List<Double> ledgered = new ArrayList<>();
      for (int i = 0; i < inserts; i++) {
        bare.add((double) bare(1));
        ledgered.add((double) ledgered(1));
      }
      bares.add(Figures.median(bare));
      return Figures.median(bare) / Figures.median(ledgered);
    }

    private void warmUp(int inserts) {
      for (int round = 0; round < WARM_UP; round++) {
        ledgered(inserts);
        bare(inserts);
      }
    }

    private long bare(int inserts) {
      long start = System.nanoTime();
      for (int i = 0; i < inserts; i++) {
        try {
          BenchDatabase.insertAlone(source, "bare");
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
      return System.nanoTime() - start;
    }

    private long ledgered(int inserts) {
      long start = System.nanoTime();
      for (int i = 0; i < inserts; i++) {
        ledger
            .once(String.class)
            .item("i" + items++)
            .inTransaction(connection -> BenchDatabase.insert(connection, "ledgered"));
      }
      return System.nanoTime() - start;
    }
  }
}
