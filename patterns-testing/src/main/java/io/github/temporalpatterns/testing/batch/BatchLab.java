// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import io.github.temporalpatterns.testing.batch.ScriptedBatch.Item;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Plan;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Result;
import io.temporal.client.WorkflowClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plays a plan: each item does what the rule says, and then acts upon the world. */
final class BatchLab implements AutoCloseable {
  private final Function<Item, ScriptedBatch> batches;
  private final Duration patience;
  private final SimulatedServer<ScriptedBatch> server =
      new SimulatedServer<>(
          ScriptedBatch.class, WorkflowClientOptions.newBuilder().validateAndBuildWithDefaults());
  private volatile @Nullable AssertionError complaint;
  private Duration heartbeatTimeout = Duration.ofMinutes(10);

  BatchLab(Function<Item, ScriptedBatch> batches, Duration patience) {
    this.batches = batches;
    this.patience = patience;
  }

  /** What a plan came to. */
  record Story(
      World world,
      @Nullable Result result,
      List<SimulatedAttempt> attempts,
      List<SimulatedServer.End<Result>> ends) {

    /** How many items the last result calls done; -1 if there was none. */
    long done() {
      return result == null ? -1 : result.done();
    }

    /** How the first attempt ended. */
    SimulatedServer.End<Result> first() {
      return ends.get(0);
    }
  }

  BatchLab heartbeatTimeout(Duration timeout) {
    heartbeatTimeout = timeout;
    return this;
  }

  Story play(Plan plan, Item before) {
    return play(plan, before, null, 1);
  }

  Story play(Plan plan, Item before, @Nullable Strike strike, int sentEvery) {
    World world = new World(server);
    ScriptedBatch batch =
        batches.apply(
            position -> {
              before.process(position);
              world.effect(position, () -> {});
            });
    Executions<ScriptedBatch, String, Result> executions =
        new Executions<ScriptedBatch, String, Result>(
                server,
                (stub, checkpoint) -> stub.process(plan, checkpoint),
                result -> result.completed() ? null : result.checkpoint())
            .heartbeatTimeout(heartbeatTimeout);
    Result result = executions.run(batch, strike, sentEvery);
    if (complaint != null) {
      throw complaint;
    }
    return new Story(world, result, executions.attempts(), executions.ends());
  }

  /** The attempt that the calling item belongs to. */
  SimulatedAttempt attempt() {
    return server.mine();
  }

  /** Holds an item until something has happened often enough. */
  void pass(CountDownLatch gate) throws InterruptedException {
    expect(complaint != null || gate.await(patience.toNanos(), TimeUnit.NANOSECONDS), "a gate");
  }

  /** Holds an item until its attempt has called for so many heartbeats. */
  void passHeartbeats(int count) throws InterruptedException {
    expect(complaint != null || attempt().awaitHeartbeats(count, patience), count + " heartbeats");
  }

  /** Holds an item until its attempt could know what struck it. */
  void passAnswer() throws InterruptedException {
    expect(complaint != null || attempt().awaitAnswer(patience), "an answered heartbeat");
  }

  /** The rule fails at its end; the other items no longer wait. */
  private void expect(boolean happened, String what) {
    if (!happened) {
      complaint = new AssertionError("an item waited in vain for " + what);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
