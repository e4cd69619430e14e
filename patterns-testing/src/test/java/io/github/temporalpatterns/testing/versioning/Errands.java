// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import io.github.temporalpatterns.versioning.ChangeLedger;
import io.github.temporalpatterns.versioning.VersionedFlow;
import io.temporal.common.InitialVersioningBehavior;
import io.temporal.common.VersioningBehavior;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.temporal.workflow.WorkflowVersioningBehavior;
import java.time.Duration;

/** The ways to meet a new build, each in two builds of its code. */
public final class Errands {

  private Errands() {}

  /** What they all wait for. */
  @WorkflowInterface
  public interface Go {
    /** Goes on. */
    @SignalMethod
    void go();
  }

  /** Ends on the build on which it began. */
  @WorkflowInterface
  public interface Brief {
    /** Says which build it was. */
    @WorkflowMethod
    String run();
  }

  /** Goes on with the newest build. */
  @WorkflowInterface
  public interface Lasting {
    /** Says which branch was taken, and by which build. */
    @WorkflowMethod
    String run();
  }

  /** Goes on with the newest build when it continues as new. */
  @WorkflowInterface
  public interface Endless {
    /** Says which builds it has seen. */
    @WorkflowMethod
    String run(String seen);
  }

  /** Waits once. */
  private abstract static class Waiting implements Go {
    private boolean go;

    @Override
    public void go() {
      go = true;
    }

    void await() {
      Workflow.await(() -> go);
    }
  }

  /** The first build. */
  public static final class FirstBrief extends Waiting implements Brief {
    @Override
    public String run() {
      await();
      return "first";
    }
  }

  /** The second build; runs of the first could not go on with it. */
  public static final class SecondBrief extends Waiting implements Brief {
    @Override
    public String run() {
      Workflow.sleep(Duration.ofMillis(1));
      await();
      return "second";
    }
  }

  /** The first build. */
  public static final class FirstLasting extends Waiting implements Lasting {
    @Override
    @WorkflowVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
    public String run() {
      await();
      return "as before, on the first";
    }
  }

  /** The second build. */
  public static final class SecondLasting extends Waiting implements Lasting {
    private final VersionedFlow flow =
        VersionedFlow.create(
            ChangeLedger.newBuilder()
                .change("rest", "rests first")
                .version(1, "2026-11-23", "a moment")
                .build());

    @Override
    @WorkflowVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
    public String run() {
      String branch =
          flow.on("rest").before((Integer millis) -> "as before").since(1, this::rest).run(1);
      await();
      return branch + ", on the second";
    }

    private String rest(int millis) {
      Workflow.sleep(Duration.ofMillis(millis));
      return "rested";
    }
  }

  /** The first build. */
  public static final class FirstEndless extends Waiting implements Endless {
    @Override
    public String run(String seen) {
      await();
      if (!Workflow.getInfo().isTargetWorkerDeploymentVersionChanged()) {
        return seen + "first and no other";
      }
      ContinueAsNewOptions upgrade =
          ContinueAsNewOptions.newBuilder()
              .setInitialVersioningBehavior(InitialVersioningBehavior.AUTO_UPGRADE)
              .build();
      return Workflow.newContinueAsNewStub(Endless.class, upgrade).run(seen + "first ");
    }
  }

  /** The second build. */
  public static final class SecondEndless extends Waiting implements Endless {
    @Override
    public String run(String seen) {
      return seen + "second";
    }
  }
}
