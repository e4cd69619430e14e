// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.batch.BatchResult;
import io.github.temporalpatterns.batch.Checkpoint;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a batch activity loses no item wherever it is stopped, and repeats few.
 *
 * <p>Tests only. The activity runs once undisturbed. Then it runs once for everything that can
 * happen before and after each place at which it acted or called for a heartbeat: the worker is
 * killed, shuts down or interrupts it, the attempt times out, or is cancelled, paused or reset. The
 * activity is tried again, or started from the checkpoint that it returned, until it is done. It
 * runs in the test's process, without a server and without waiting.
 *
 * <pre>{@code
 * KillAnywhere.of(Imports.class, world -> new ImportsImpl(row -> world.effect(row, () -> insert(row))))
 *     .calling((imports, from) -> imports.importFile("rows.csv", from))
 *     .redoingAtMost(8) // the window
 *     .verify();
 * }</pre>
 *
 * <p>Each run must end with the undisturbed one's totals; every effect must be there. The window
 * bounds how many effects are done twice; if heartbeats are lost, those that were not sent yet add
 * to it; after a pause, a reset or a cancellation no effect is done twice. Heartbeats must carry
 * values that do not change, of 8 KiB at most, and no item may act when its attempt has ended.
 *
 * @param <A> the activity interface
 */
public final class KillAnywhere<A> {
  private static final int LARGEST_HEARTBEAT = 8 << 10;

  private final Class<A> type;
  private final Function<World, A> implementation;
  private final @Nullable Call<A> call;
  private final int redo;
  private final Consumer<World> check;
  private final WorkflowClientOptions client;

  /**
   * Calls the activity under test.
   *
   * @param <A> the activity interface
   */
  @FunctionalInterface
  public interface Call<A> {

    /**
     * Calls the activity.
     *
     * @param activities a stub
     * @param from what the call before returned, null for the first call
     * @return the activity's result
     */
    BatchResult process(A activities, @Nullable Checkpoint from);
  }

  private KillAnywhere(
      Class<A> type,
      Function<World, A> implementation,
      @Nullable Call<A> call,
      int redo,
      Consumer<World> check,
      WorkflowClientOptions client) {
    this.type = type;
    this.implementation = implementation;
    this.call = call;
    this.redo = redo;
    this.check = check;
    this.client = client;
  }

  /**
   * Names the activity.
   *
   * @param type the activity interface
   * @param implementation makes an implementation that acts upon a world; called for each run
   * @param <A> the activity interface
   * @return a harness that lacks a call
   */
  public static <A> KillAnywhere<A> of(Class<A> type, Function<World, A> implementation) {
    return new KillAnywhere<>(
        type,
        implementation,
        null,
        1,
        world -> {},
        WorkflowClientOptions.newBuilder().validateAndBuildWithDefaults());
  }

  /**
   * Sets how the activity is called.
   *
   * @param call calls it
   * @return a harness that calls it so
   */
  public KillAnywhere<A> calling(Call<A> call) {
    return new KillAnywhere<>(type, implementation, call, redo, check, client);
  }

  /**
   * Sets how many effects may be done twice when every heartbeat arrives.
   *
   * @param window the window of the batch, that is how many items may be under way; default 1
   * @return a harness that allows that many
   */
  public KillAnywhere<A> redoingAtMost(int window) {
    return new KillAnywhere<>(type, implementation, call, window, check, client);
  }

  /**
   * Sets a check of what every run leaves behind, such as the rows of a table.
   *
   * @param check throws if something is wrong
   * @return a harness that checks it, too
   */
  public KillAnywhere<A> thenChecking(Consumer<World> check) {
    return new KillAnywhere<>(type, implementation, call, redo, check, client);
  }

  /**
   * Sets the data converter of the worker, by which arguments, results and heartbeats travel.
   *
   * @param converter default: that of a client without options
   * @return a harness whose worker has it
   */
  public KillAnywhere<A> convertingBy(DataConverter converter) {
    return new KillAnywhere<>(
        type,
        implementation,
        call,
        redo,
        check,
        client.toBuilder().setDataConverter(converter).validateAndBuildWithDefaults());
  }

  /**
   * Performs all runs.
   *
   * @return how many runs there were
   * @throws AssertionError if one of them lost or repeated something; it names what happened where
   */
  public int verify() {
    Objects.requireNonNull(call, "calling(...) is missing");
    try (SimulatedServer<A> server = new SimulatedServer<>(type, client)) {
      Run<A> undisturbed = run(server, call, null, 1);
      assertThat(undisturbed.world().redone()).as("done twice although undisturbed").isZero();
      List<Strike> strikes = Strikes.over(undisturbed.attempts().get(0));
      for (int sentEvery : new int[] {1, 3}) {
        for (Strike strike : strikes) {
          examine(run(server, call, strike, sentEvery), undisturbed, strike, sentEvery);
        }
      }
      return 1 + 2 * strikes.size();
    }
  }

  private record Run<A>(
      World world,
      @Nullable BatchResult result,
      Executions<A, Checkpoint, BatchResult> executions) {
    List<SimulatedAttempt> attempts() {
      return executions.attempts();
    }
  }

  private Run<A> run(
      SimulatedServer<A> server, Call<A> call, @Nullable Strike strike, int sentEvery) {
    World world = new World(server);
    Executions<A, Checkpoint, BatchResult> executions =
        new Executions<>(
            server, call::process, result -> result.completed() ? null : result.checkpoint());
    return new Run<>(
        world, executions.run(implementation.apply(world), strike, sentEvery), executions);
  }

  private void examine(Run<A> run, Run<A> undisturbed, Strike strike, int sentEvery) {
    run.attempts()
        .forEach(
            attempt -> {
              assertThat(attempt.changedHeartbeats())
                  .as("%s: heartbeats that changed after they were called", strike)
                  .isEmpty();
              assertThat(attempt.late()).as("%s: effects after the end", strike).isZero();
              assertThat(attempt.largestHeartbeat())
                  .as("%s: bytes of a heartbeat", strike)
                  .isLessThanOrEqualTo(LARGEST_HEARTBEAT);
            });
    assertThat(run.world().redone())
        .as("%s, every %d. heartbeat sent: done twice", strike, sentEvery)
        .isLessThanOrEqualTo(strike.blow().keepsHeartbeats() ? 0 : redo + sentEvery - 1);
    BatchResult result = run.result();
    if (result == null) {
      assertThat(strike.blow()).as("%s: ended the batch for good", strike).isEqualTo(Blow.CANCEL);
      return;
    }
    assertThat(run.world().effects().keySet())
        .as("%s, every %d. heartbeat sent: effects", strike, sentEvery)
        .containsExactlyInAnyOrderElementsOf(undisturbed.world().effects().keySet());
    assertThat(totals(result))
        .as("%s: totals", strike)
        .isEqualTo(totals(Objects.requireNonNull(undisturbed.result())));
    check.accept(run.world());
  }

  private static String totals(BatchResult result) {
    Checkpoint end = result.checkpoint();
    return "%d done, %d of them skipped".formatted(end.done(), end.skipped());
  }
}
