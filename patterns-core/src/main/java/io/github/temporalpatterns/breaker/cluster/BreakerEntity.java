// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Entity;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Memory;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Start;
import io.github.temporalpatterns.breaker.internal.BreakerDesk;
import io.github.temporalpatterns.breaker.internal.Meters;
import io.github.temporalpatterns.breaker.internal.Operated;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.machine.internal.Machine;
import io.github.temporalpatterns.internal.Desk;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/** The workflow of a shared breaker. Its handlers do all the work, at once and without waiting. */
final class BreakerEntity {

  private BreakerEntity() {}

  /** Registered by the user's worker. */
  public static final class Default implements Entity, Operated {
    private final Start start;
    private final Cluster cluster;
    private final BreakerDesk room = BreakerDesk.ofRun();
    private final Desk desk;
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
      desk = Desk.inRun(BreakerDesk.WORD, memory == null ? null : memory.breaker().operators());
      meters = new Meters(start.name());
      room.add(start.name(), this);
      changed();
    }

    @Override
    public void run(Start sameStart) {
      Workflow.await(
          () ->
              reports >= start.rules().reportsPerRun()
                  || Workflow.getInfo().isContinueAsNewSuggested());
      Workflow.await(Workflow::isEveryHandlerFinished);
      Memory memory = cluster.save(start.name(), desk.log());
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
      return machine().status(start.name(), 0, desk.audit());
    }

    @Override
    public Machine machine() {
      return cluster.machine();
    }

    @Override
    public Desk desk() {
      return desk;
    }

    @Override
    public boolean isFindable() {
      return start.rules().waitingAttribute();
    }

    /** The Web UI shows a change of state, not each report. */
    @Override
    public void changed() {
      if (shown != machine().generation()) {
        shown = machine().generation();
        meters.gauge(status());
        room.show();
      }
    }
  }
}
