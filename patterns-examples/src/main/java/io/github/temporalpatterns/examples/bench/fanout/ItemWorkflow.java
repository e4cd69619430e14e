// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** A child workflow that works on one item. */
@WorkflowInterface
public interface ItemWorkflow {

  /** Hashes an item. */
  @WorkflowMethod(name = "bench.fanout.Item")
  long run(long item);

  /** Takes no time. */
  final class Brief implements ItemWorkflow {

    @Override
    public long run(long item) {
      return Executions.hash(item);
    }
  }

  /** Takes very different times: log-normal around 0.4 s, so that one in a hundred takes 7 s. */
  final class Varied implements ItemWorkflow {
    private static final double MEDIAN_MILLIS = 400;
    private static final double SIGMA = 1.25;

    @Override
    public long run(long item) {
      Workflow.sleep(length(item));
      return Executions.hash(item);
    }

    private static Duration length(long item) {
      double gaussian = new java.util.Random(Executions.hash(item)).nextGaussian();
      return Duration.ofMillis(Math.round(MEDIAN_MILLIS * Math.exp(SIGMA * gaussian)));
    }
  }
}
