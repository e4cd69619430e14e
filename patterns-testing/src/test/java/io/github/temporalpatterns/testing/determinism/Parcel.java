// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The workflow that all cases implement. */
@WorkflowInterface
public interface Parcel {

  @WorkflowMethod
  String run(String in);

  @SignalMethod
  void tell(String what);

  @QueryMethod
  String look();

  /** What a case calls. */
  @ActivityInterface
  interface Post {
    String send(String what);
  }

  /** Answers messages without a fault. */
  abstract class Base implements Parcel {
    final Post post =
        Workflow.newActivityStub(
            Post.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(1)).build());
    final List<String> told = new ArrayList<>();
    String last = "";
    boolean done;

    @Override
    public String run(String in) {
      return post.send(in);
    }

    @Override
    public void tell(String what) {
      told.add(what);
    }

    @Override
    public String look() {
      return String.join(", ", new ArrayList<>(told));
    }
  }
}
