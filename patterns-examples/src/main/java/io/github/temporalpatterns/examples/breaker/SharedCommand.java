// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import io.github.temporalpatterns.breaker.cluster.ClusterBreaker;
import io.github.temporalpatterns.breaker.cluster.ClusterBreakerOptions;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.worker.Guard.Answer;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.github.temporalpatterns.breaker.worker.Guard.Pass;
import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One of several processes that call one carrier and share a breaker. */
@Command(
    name = "shared",
    description = {
      "Call a carrier ten times a second behind a breaker that several processes share.",
      "Start it twice on one server, once with --failing: both stop calling."
    })
public final class SharedCommand implements Callable<Integer> {
  private static final String QUEUE = "breakers";
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int LONGEST = 3_600;

  private final Supplier<TemporalServer> servers;

  @Option(names = "--failing", description = "The carrier fails when this process calls it.")
  private boolean failing;

  @Option(
      names = "--name",
      defaultValue = "carrier",
      description = "The breaker's name; default: carrier.")
  private String name = "";

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How many seconds to call; default: 30.")
  private int seconds;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public SharedCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() {
    if (seconds < 1 || seconds > LONGEST) {
      throw new BadInput("--seconds must be between 1 and " + LONGEST);
    }
    try (TemporalServer server = servers.get()) {
      WorkerFactory workers = WorkerFactory.newInstance(server.client());
      workers.newWorker(QUEUE).registerWorkflowImplementationTypes(ClusterBreaker.workflow());
      workers.start();
      ClusterBreakerOptions options = options(name);
      System.out.println("On " + server.name() + ", entity " + options.getWorkflowId());
      try (ClusterBreaker breaker = ClusterBreaker.connect(server::client, options)) {
        callFor(breaker, Duration.ofSeconds(seconds));
      } finally {
        workers.shutdownNow();
      }
    }
    return 0;
  }

  private static ClusterBreakerOptions options(String name) {
    return ClusterBreakerOptions.newBuilder(name, QUEUE)
        .setRules(
            BreakerRules.newBuilder()
                .setTimeWindow(Duration.ofSeconds(10))
                .setMinimumCalls(20)
                .setFailureRate(30)
                .setOpenWait(Duration.ofSeconds(10))
                .build())
        .build();
  }

  private void callFor(ClusterBreaker breaker, Duration time) {
    Instant end = Instant.now().plus(time);
    boolean calls = true;
    while (Instant.now().isBefore(end)) {
      Answer answer = breaker.ask();
      Pass pass = answer.pass();
      if (pass != null) {
        pass.end(ship());
      }
      if (calls != (pass != null)) {
        calls = pass != null;
        say(answer.rejection());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private Ended ship() {
    return failing
        ? new Ended(Kind.FAILED, PAUSE, "HTTP_503", null, null)
        : new Ended(Kind.SUCCESSFUL, PAUSE, null, null, null);
  }

  private static void say(@Nullable Rejection rejection) {
    System.out.println(
        Instant.now() + (rejection == null ? " calls" : " stops: " + rejection.explanation()));
  }
}
