// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Entity;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Memory;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Start;
import io.github.temporalpatterns.breaker.internal.Desk;
import io.github.temporalpatterns.breaker.internal.Meters;
import io.github.temporalpatterns.breaker.internal.Obeyed;
import io.github.temporalpatterns.breaker.internal.Operated;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.machine.internal.Machine;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/** The workflow of a shared breaker. Its handlers do all the work, at once and without waiting. */
final class BreakerEntity {

  private BreakerEntity() {}

  /** Registered by the user's worker. */
  public static final class Default implements Entity, Operated {
    private final Start start;
    private final Cluster cluster;
    private final Obeyed obeyed;
    private final Desk desk = Desk.ofRun();
    private final Meters meters;
    private int reports;
    private long shown = -1;

    /** Made by the worker, before any report arrives. */
    @WorkflowInit
    public Default(Start start) {
      ClusterRules.check(start);
      this.start = start;
      Memory memory = start.memory();
      // The same in every replay and in all runs of the entity.
      long seed = Workflow.getInfo().getFirstExecutionRunId().hashCode();
      cluster = new Cluster(start.rules(), seed, memory);
      obeyed = new Obeyed(memory == null ? List.of() : memory.breaker().requests());
      meters = new Meters(start.name());
      desk.add(start.name(), this);
      changed();
    }

    @Override
    public void run(Start sameStart) {
      Workflow.await(
          () ->
              reports >= start.rules().reportsPerRun()
                  || Workflow.getInfo().isContinueAsNewSuggested());
      Workflow.await(Workflow::isEveryHandlerFinished);
      Memory memory = cluster.save(start.name(), obeyed.ids());
      Workflow.continueAsNew(new Start(EntityProtocol.SCHEMA, start.name(), start.rules(), memory));
    }

    @Override
    public Lease report(Report report) {
      reports++;
      Lease lease = cluster.report(Workflow.currentTimeMillis(), report);
      changed();
      return lease;
    }

    @Override
    public void checkReport(Report report) {
      ReportCheck.check(report);
    }

    @Override
    public Lease lease() {
      return cluster.lease(Workflow.currentTimeMillis(), 0);
    }

    @Override
    public Status status() {
      return cluster.machine().status(start.name(), 0);
    }

    @Override
    public void obey(String requestId, Functions.Proc1<Machine> change) {
      if (obeyed.isNew(requestId)) {
        change.apply(cluster.machine());
        changed();
      }
    }

    /** The Web UI shows a change of state, not each report. */
    private void changed() {
      if (shown != cluster.machine().generation()) {
        shown = cluster.machine().generation();
        meters.gauge(status());
        desk.show();
      }
    }
  }
}
