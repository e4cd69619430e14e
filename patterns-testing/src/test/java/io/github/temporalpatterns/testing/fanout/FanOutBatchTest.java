// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.fanout.BatchWorkflow;
import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A batch: a child an item, under an id that tells which, and an activity at the end. */
@Tag("real-server")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FanOutBatchTest {
  private static final Queue<String> SENT = new ConcurrentLinkedQueue<>();

  @Test
  void sendsEachParcelOnceAndFilesTheReport() {
    Queue<String> filed = new ConcurrentLinkedQueue<>();
    try (PatternEnv env = PatternEnv.open(classes())) {
      env.register((Office) filed::add);
      String id = "batch-" + System.nanoTime();
      assertThat(send(env, id)).isEqualTo("2 sent, 1 not");
      assertThat(sent(id)).containsExactlyInAnyOrder(id + "/a", id + "/b", id + "/lost");
      assertThat(send(env, id)).isEqualTo("0 sent, 3 not");
      assertThat(sent(id)).hasSize(3);
      assertThat(send(env, id + "@tuesday")).isEqualTo("0 sent, 3 not");
      assertThat(sent(id)).hasSize(3);
      assertThat(filed).containsExactly("2 sent, 1 not", "0 sent, 3 not", "0 sent, 3 not");
    }
  }

  private static List<String> sent(String batch) {
    return SENT.stream().filter(child -> child.startsWith(batch)).toList();
  }

  private static String send(PatternEnv env, String id) {
    Scenario<Parcels> run =
        env.scenario(Parcels.class).configure(options -> options.setWorkflowId(id));
    return run.run(parcels -> parcels.run(List.of("a", "lost", "b")));
  }

  private static Class<?>[] classes() {
    Class<?>[] library = ChunkedFanOut.workflows();
    return new Class<?>[] {SendAll.class, SendOne.class, library[0], library[1]};
  }

  /** The batch. */
  @WorkflowInterface
  public interface Parcels {
    @WorkflowMethod
    String run(List<String> parcels);
  }

  /** A child. */
  @WorkflowInterface
  public interface Parcel {
    @WorkflowMethod(name = "Parcel")
    long send(String parcel);
  }

  /** Where reports are filed. */
  @ActivityInterface
  public interface Office {
    void file(String report);
  }

  /** Keyed by the parcel. */
  public static final class SendAll extends BatchWorkflow<List<String>, String, Long, String>
      implements Parcels {
    private final Office office = Workflow.newActivityStub(Office.class, Yards.OPTIONS);

    /** Made by the worker. */
    public SendAll() {
      super(options());
    }

    private static FanOutOptions options() {
      FanOutOptions.Builder options =
          FanOutOptions.newBuilder(Yards.OPTIONS).setWindow(2).setToleratedFailureRatio(1);
      return options.setBatchId(Workflow.getInfo().getWorkflowId().replaceFirst("@.*", "")).build();
    }

    @Override
    protected Source<String> source(List<String> parcels) {
      return Source.of(parcels);
    }

    @Override
    protected Work<String, Long> child(List<String> parcels) {
      return Work.children(Parcel.class, Parcel::send).reduce(Sum.class).keyedByItem();
    }

    @Override
    protected String summary(List<String> parcels, FanOutReport<Long> report) {
      String text = "%d sent, %d not".formatted(report.succeeded(), report.failed());
      office.file(text);
      return text;
    }
  }

  /** Notes its id. */
  public static final class SendOne implements Parcel {
    @Override
    public long send(String parcel) {
      SENT.add(Workflow.getInfo().getWorkflowId());
      OpenYard.refuse(parcel.equals("lost") ? "fail" : parcel);
      return 1;
    }
  }
}
