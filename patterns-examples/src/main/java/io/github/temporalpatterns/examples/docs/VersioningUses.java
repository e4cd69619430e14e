// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.temporalpatterns.versioning.Builds;
import io.github.temporalpatterns.versioning.ChangeLedger;
import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import io.github.temporalpatterns.versioning.Retirement;
import io.github.temporalpatterns.versioning.RetirementReport;
import io.github.temporalpatterns.versioning.Rollout;
import io.github.temporalpatterns.versioning.Upcasters;
import io.github.temporalpatterns.versioning.VersionedFlow;
import io.temporal.client.WorkflowClient;
import io.temporal.common.InitialVersioningBehavior;
import io.temporal.common.VersioningBehavior;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** The ways to version a workflow that its page shows; each is run by a test. */
final class VersioningUses {

  // region upcasters
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Draft(
      int schema, @Nullable String name, @Nullable String traveller, @Nullable String currency) {}

  static final Upcasters<Draft> DRAFTS =
      Upcasters.<Draft>newBuilder(3)
          .from(1, draft -> new Draft(2, draft.name(), draft.name(), null))
          .from(2, draft -> new Draft(3, null, draft.traveller(), "EUR"))
          .build();
  // endregion

  // region ledger
  static final ChangeLedger LEDGER =
      ChangeLedger.newBuilder()
          .change("choose-flight", "how the flight is chosen")
          .version(1, "2026-03-02", "nearby airports, too")
          .version(2, "2026-09-14", "by train where there is no flight")
          .change("reminder", "what a day's reminder says")
          .scope(Scope.KEY)
          .version(1, "2026-06-01", "names the hotel")
          .retired("loyalty-points")
          .build();
  // endregion

  private final Bookings bookings =
      Workflow.newActivityStub(Bookings.class, TripWorkflowImpl.ACTIVITIES);
  private final VersionedFlow flow = VersionedFlow.create(LEDGER);

  String book(Trip trip) {
    // region fork
    String flight =
        flow.on("choose-flight")
            .before(this::direct)
            .since(1, this::nearby)
            .since(2, this::byTrain)
            .run(trip);
    // endregion
    return flight;
  }

  private String direct(Trip trip) {
    return bookings.bookFlight("direct", trip);
  }

  private String nearby(Trip trip) {
    return bookings.bookFlight("nearby", trip);
  }

  private String byTrain(Trip trip) {
    return bookings.bookFlight("train", trip);
  }

  String remind(int day) {
    // region key
    int version = flow.on("reminder").each("day-" + day).version();
    // endregion
    return version < 1 ? "tomorrow" : "tomorrow, Hotel Post";
  }

  static WorkerOptions rollout(Functions.Func<Integer> percentOfNow) {
    // region rollout
    WorkerOptions options =
        WorkerOptions.newBuilder()
            .setPreferredVersionProvider(
                Rollout.provider(
                    () ->
                        Rollout.newBuilder(LEDGER)
                            .percent("choose-flight", 2, percentOfNow.apply(), "trip-of-ann")
                            .build()))
            .build();
    // endregion
    return options;
  }

  static WorkerOptions pinned(WorkflowClient client) {
    // region build
    Builds builds = Builds.of(client, "trips");
    WorkerOptions options =
        WorkerOptions.newBuilder()
            .setDeploymentOptions(builds.worker("2026-11-23", VersioningBehavior.PINNED))
            .build();
    // endregion
    return options;
  }

  static Builds.Drain release(Builds builds) {
    // region drain
    builds.makeCurrent("2026-11-23");
    Builds.Drain old = builds.drain("2026-11-02");
    System.out.println(old);
    // endregion
    return old;
  }

  static void upgrade(Trip trip) {
    // region upgrade
    if (Workflow.getInfo().isTargetWorkerDeploymentVersionChanged()) {
      Workflow.continueAsNew(
          ContinueAsNewOptions.newBuilder()
              .setInitialVersioningBehavior(InitialVersioningBehavior.AUTO_UPGRADE)
              .build(),
          trip);
    }
    // endregion
  }

  static String retirement(WorkflowClient client) {
    // region retirement
    RetirementReport report = Retirement.of(client, LEDGER, "TripWorkflow").report();
    String table = report.table();
    // endregion
    return table;
  }
}
