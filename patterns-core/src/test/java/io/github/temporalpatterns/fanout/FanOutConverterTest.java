// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.Foreign;
import io.github.temporalpatterns.internal.Limits;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Items of every kind, in every way to work on them, in one run and over shards and coordinators,
 * with converters as users have them.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FanOutConverterTest {

  /** So few events that a few items need shards and a coordinator. */
  private static final int FEW = 90;

  private static final String NOTES =
      "[Mail[theAddress=a], Mail[theAddress=b], Mail[theAddress=c], Sms[theNumber=1],"
          + " Sms[theNumber=2]]";

  private static final List<String> RIGHT =
      List.of(
          "chunks: COMPLETED 5 0.50 " + NOTES,
          "local: COMPLETED 5 0.50 " + NOTES,
          "items: COMPLETED 5 0.50 " + NOTES,
          "children: COMPLETED 5 0.50 " + NOTES,
          "pages chunks: COMPLETED 5 0.50 " + NOTES,
          "pages items: COMPLETED 5 0.50 " + NOTES,
          "optionals: COMPLETED 2 0.20 [Optional.empty, Optional[x]]",
          "optional: COMPLETED 2 0.20 [Optional.empty, Optional[x]]",
          "decimals: COMPLETED 3 0.30 [1.50, 1E+40, null]",
          "decimal: COMPLETED 3 0.30 [1.50, 1E+40, null]",
          "pages decimals: COMPLETED 3 0.30 [1.50, 1E+40, null]",
          "lists: COMPLETED 1 0.10 [1.0]",
          "bytes: COMPLETED 1 0.10 [[1]]",
          "messages: COMPLETED 1 0.10 [m]",
          "message: COMPLETED 1 0.10 [m]",
          "pages messages: COMPLETED 1 0.10 [m]",
          "letters: COMPLETED_WITH_FAILURES 0 NO",
          "pages letters: COMPLETED_WITH_FAILURES 0 NO",
          "letters of messages: COMPLETED_WITH_FAILURES 0 NO");

  @ParameterizedTest
  @EnumSource
  void itemsSurviveInOneRunAndInMany(Foreign foreign) {
    WorkflowClientOptions client =
        WorkflowClientOptions.newBuilder().setDataConverter(foreign.converter()).build();
    try (TestWorkflowEnvironment env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setWorkflowClientOptions(client).build())) {
      Worker worker = env.newWorker("mixture");
      worker.registerWorkflowImplementationTypes(ChunkedFanOut.workflows());
      worker.registerWorkflowImplementationTypes(
          Mixture.Default.class, Mixture.Child.Default.class);
      worker.registerActivitiesImplementations(new Mixture.Impl());
      env.start();

      for (int events : List.of(Limits.EVENTS_HINT, FEW)) {
        Mixture.Impl.LOST.clear();
        Mixture run =
            env.getWorkflowClient()
                .newWorkflowStub(
                    Mixture.class, WorkflowOptions.newBuilder().setTaskQueue("mixture").build());

        assertThat(run.run(events)).as("%s, %d events", foreign, events).isEqualTo(RIGHT);
        assertThat(Mixture.Impl.LOST).containsExactlyInAnyOrderElementsOf(lost());
      }
    }
  }

  private static List<String> lost() {
    Stream<String> notes =
        Stream.of(Mixture.NOTES, Mixture.NOTES)
            .flatMap(all -> all.stream().map(note -> Mixture.NOTES.indexOf(note) + " " + note));
    return Stream.concat(notes, Stream.of("0 m")).toList();
  }
}
