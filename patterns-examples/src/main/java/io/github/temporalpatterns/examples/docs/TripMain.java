// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;

/** Books one trip on a server that listens on this machine. */
public final class TripMain {

  private TripMain() {}

  // region main
  public static void main(String[] args) {
    WorkflowServiceStubs service = WorkflowServiceStubs.newLocalServiceStubs();
    WorkflowClient client = WorkflowClient.newInstance(service);
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker = factory.newWorker("trips");
    worker.registerWorkflowImplementationTypes(TripWorkflowImpl.class);
    worker.registerActivitiesImplementations(new InMemoryBookings());
    factory.start();

    TripWorkflow trip =
        client.newWorkflowStub(
            TripWorkflow.class, WorkflowOptions.newBuilder().setTaskQueue("trips").build());
    try {
      System.out.println(trip.book(new Trip("Ada", "London", "Turin")));
    } finally {
      factory.shutdown();
      service.shutdown();
    }
  }
  // endregion
}
