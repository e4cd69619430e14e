// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.explore;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A poll in which each voter counts once. */
@WorkflowInterface
public interface Poll {

  @WorkflowMethod
  int run();

  @UpdateMethod
  void vote(String who);

  @SignalMethod
  void end();

  @QueryMethod
  int count();

  /** Keeps what it needs. */
  final class Sound implements Poll {
    private final Set<String> voters = new LinkedHashSet<>();
    private boolean ended;

    @Override
    public int run() {
      Workflow.await(() -> ended && Workflow.isEveryHandlerFinished());
      return voters.size();
    }

    @Override
    public void vote(String who) {
      voters.add(who);
    }

    @Override
    public void end() {
      ended = true;
    }

    @Override
    public int count() {
      return voters.size();
    }
  }

  /** Recognises a repeated vote only if it is the one before. */
  final class Forgetful implements Poll {
    private final List<String> votes = new ArrayList<>();
    private String last = "";
    private boolean ended;

    @Override
    public int run() {
      Workflow.await(() -> ended && Workflow.isEveryHandlerFinished());
      return votes.size();
    }

    @Override
    public void vote(String who) {
      if (!who.equals(last)) {
        votes.add(who);
      }
      last = who;
    }

    @Override
    public void end() {
      ended = true;
    }

    @Override
    public int count() {
      return votes.size();
    }
  }
}
