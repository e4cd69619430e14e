// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.grpc.ClientInterceptor;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Functions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link PatternEnv}. Client side, tests only; immutable.
 *
 * <p>The defaults are made for tests: fast to start and to close, every workflow task replayed from
 * the start of its history, and a watchdog on everything that waits.
 */
public final class PatternEnvOptions extends OptionValues {

  private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;

  /** Which Temporal server a test runs on. */
  public enum Server {
    /** The server of {@code temporal-testing}, inside the test's own process. */
    EMBEDDED,
    /**
     * The server that Temporal's environment variables and its configuration file name, as for the
     * {@code temporal} command: {@code TEMPORAL_ADDRESS} ({@code host:port}), {@code
     * TEMPORAL_NAMESPACE}, {@code TEMPORAL_API_KEY}, {@code TEMPORAL_TLS_...}, and {@code
     * TEMPORAL_PROFILE} for a profile of the file {@code TEMPORAL_CONFIG_FILE}. Variables win over
     * the file; the namespace is {@code default} if neither names one.
     */
    EXTERNAL,
    /**
     * A real server that the kit starts once for all tests of the JVM, and stops at its end: the
     * Temporal command line that {@link Builder#setDevServer} names. It also skips time, run by
     * run, but not while an activity is at work.
     */
    DEV_SERVER
  }

  /** How time passes on a server that can skip it. An external server always runs in real time. */
  public enum Time {
    /** Time in which nothing happens is skipped while the test waits for a result. */
    SKIPPED,
    /** A second takes a second. */
    REAL
  }

  /** How often the runs of a test are replayed. */
  public enum Replay {
    /**
     * The worker caches no workflow, so each workflow task rebuilds its run from the start of the
     * history, as after a crash; all runs are replayed once more when the environment closes.
     */
    EVERY_TASK,
    /**
     * As {@link #EVERY_TASK}, and every execution of a workflow task repeats the calls of the first
     * with the same arguments, durations and results. The SDK compares only kinds and names, so it
     * does not notice a random number that is passed to an activity. Values are compared as the
     * data converter encodes them.
     */
    STRICT,
    /**
     * As {@link #EVERY_TASK}, and when the environment closes, all runs are also replayed in
     * another process, with another order of small sets, time zone, locale and encoding. The
     * process takes a second to start and serves all tests of this one. It creates workflows and
     * worker interceptors from their classes, and the client's options, data converter included, by
     * the function of {@link Builder#setClientOptions}, which may use only values that are static
     * or {@link java.io.Serializable}. Workflows that a function creates are not replayed there.
     */
    HOSTILE,
    /** The worker caches workflows; all runs are replayed when the environment closes. */
    AT_END,
    /** Nothing is replayed. For a test of a run that is known not to replay. */
    NEVER
  }

  /** What a test does when a workflow task fails, which leaves its run open and stuck. */
  public enum TaskFailures {
    /** Every wait for a run of the environment fails at once with an explanation. */
    FAIL_TEST,
    /** Waiting goes on. For a test of exactly this situation. */
    TOLERATE
  }

  private PatternEnvOptions(Builder values) {
    super(values);
  }

  /**
   * Starts a set of options with the default values.
   *
   * @return a new builder
   */
  public static Builder newBuilder() {
    return new Builder();
  }

  /**
   * Starts a set of options with the default values and the workflows of the main worker.
   *
   * @param workflows implementation classes, as for {@link Builder#setWorkflows}
   * @return a new builder
   */
  public static Builder newBuilder(Class<?>... workflows) {
    return new Builder().setWorkflows(workflows);
  }

  /** Collects the settings of an environment; every setter returns the builder itself. */
  public static final class Builder extends OptionValues {
    private Builder() {}

    /**
     * Names the environment in reports and in the folder of its saved histories.
     *
     * @param name any text; {@code env} by default, the test's name under {@link PatternTest}
     * @return this builder
     */
    public Builder setName(String name) {
      this.name = name;
      return this;
    }

    /**
     * Chooses the server.
     *
     * @param server by default what the system property {@code patterns.test.server} says ({@code
     *     embedded}, {@code external} or {@code dev}), embedded if it says nothing
     * @return this builder
     */
    public Builder setServer(Server server) {
      this.server = server;
      return this;
    }

    /**
     * Names the program that {@link Server#DEV_SERVER} starts as {@code temporal server start-dev},
     * version 1.32 of the server or newer.
     *
     * @param binary the path of the {@code temporal} command; by default what the system property
     *     {@code patterns.test.devServer} says, null for none
     * @return this builder
     */
    public Builder setDevServer(@Nullable Path binary) {
      this.devServer = binary;
      return this;
    }

    /**
     * Chooses how time passes on a server that can skip it.
     *
     * @param time {@link Time#SKIPPED} by default
     * @return this builder
     */
    public Builder setTime(Time time) {
      this.time = time;
      return this;
    }

    /**
     * Chooses how often runs are replayed.
     *
     * @param replay {@link Replay#EVERY_TASK} by default
     * @return this builder
     */
    public Builder setReplay(Replay replay) {
      this.replay = replay;
      return this;
    }

    /**
     * Chooses what a failed workflow task means.
     *
     * @param taskFailures {@link TaskFailures#FAIL_TEST} by default
     * @return this builder
     */
    public Builder setTaskFailures(TaskFailures taskFailures) {
      this.taskFailures = taskFailures;
      return this;
    }

    /**
     * Limits the real time for which the environment may be in use. After that, every wait on it
     * fails with an explanation.
     *
     * @param watchdog real time, positive; 30 seconds by default
     * @return this builder
     */
    public Builder setWatchdog(Duration watchdog) {
      this.watchdog = watchdog;
      return this;
    }

    /**
     * Sets the workflow execution timeout of runs that a {@link Scenario} starts. It also bounds
     * how far the skipped clock can jump when a run waits for something that never comes.
     *
     * @param runTimeout the server's time, positive; 400 days by default
     * @return this builder
     */
    public Builder setRunTimeout(Duration runTimeout) {
      this.runTimeout = runTimeout;
      return this;
    }

    /**
     * Sets the workflow implementations of the environment's main worker.
     *
     * @param workflows implementation classes, which replace those named before; none by default
     * @return this builder
     */
    public Builder setWorkflows(Class<?>... workflows) {
      this.workflows = List.of();
      return addWorkflows(WorkflowImplementationOptions.getDefaultInstance(), workflows);
    }

    /**
     * Adds workflow implementations with options of their own, such as the exceptions by which they
     * fail. They apply to replays too.
     *
     * @param implementation options as for {@code Worker.registerWorkflowImplementationTypes}
     * @param workflows implementation classes
     * @return this builder
     */
    public Builder addWorkflows(
        WorkflowImplementationOptions implementation, Class<?>... workflows) {
      this.workflows = with(this.workflows, new Workflows(implementation, List.of(workflows)));
      return this;
    }

    /**
     * Adds a worker interceptor outside of those added so far.
     *
     * @param interceptor the user's own; it applies to replays too
     * @return this builder
     */
    public Builder addWorkerInterceptor(WorkerInterceptor interceptor) {
      this.workerInterceptors = with(workerInterceptors, interceptor);
      return this;
    }

    /**
     * Adds an interceptor of every call that client and workers make to the server.
     *
     * @param interceptor called before those added so far
     * @return this builder
     */
    public Builder addGrpcInterceptor(ClientInterceptor interceptor) {
      this.grpcInterceptors = with(grpcInterceptors, interceptor);
      return this;
    }

    /**
     * Changes the options of every worker, after the environment has set its own.
     *
     * @param change what to set; nothing by default
     * @return this builder
     */
    public Builder setWorkerOptions(Consumer<WorkerOptions.Builder> change) {
      this.workerOptions = change;
      return this;
    }

    /**
     * Changes the options of the client, such as data converter, context propagators and client
     * interceptors. They apply to replays too.
     *
     * @param change what to set; nothing by default
     * @return this builder
     */
    public Builder setClientOptions(Functions.Proc1<WorkflowClientOptions.Builder> change) {
      this.clientOptions = change;
      return this;
    }

    /**
     * Registers a search attribute with the server before the first run.
     *
     * @param name the attribute's name
     * @param type its type; an external server that already knows the name keeps its own type
     * @return this builder
     */
    public Builder addSearchAttribute(String name, IndexedValueType type) {
      Map<String, IndexedValueType> more = new LinkedHashMap<>(searchAttributes);
      more.put(name, type);
      this.searchAttributes = more;
      return this;
    }

    /**
     * Switches off checks that the environment would perform when it closes.
     *
     * @param checks what not to check; nothing by default
     * @return this builder
     */
    public Builder setUnchecked(Check... checks) {
      this.unchecked = Set.of(checks);
      return this;
    }

    /**
     * Runs workflows and activities on virtual threads, as a production worker on JDK 21 or newer
     * may be told to.
     *
     * @param virtualThreads false by default, as in the SDK's workers
     * @return this builder
     */
    public Builder setVirtualThreads(boolean virtualThreads) {
      this.virtualThreads = virtualThreads;
      return this;
    }

    /**
     * Checks the settings and returns them.
     *
     * @return the options
     * @throws IllegalArgumentException if the watchdog or the run timeout is not positive, this JDK
     *     has no virtual threads and they are asked for, or {@link Replay#HOSTILE} needs something
     *     that another process cannot get
     */
    public PatternEnvOptions build() {
      requirePositive("watchdog", watchdog);
      requirePositive("runTimeout", runTimeout);
      if (virtualThreads && Runtime.version().feature() < FIRST_JDK_WITH_VIRTUAL_THREADS) {
        throw new IllegalArgumentException(
            "virtual threads need JDK 21 or newer, this is " + Runtime.version().feature());
      }
      if (replay == Replay.HOSTILE && !haveNoImplementationOptions()) {
        throw new IllegalArgumentException(
            "another process cannot have the workflow implementation options of this one;"
                + " set none, or another replay mode than HOSTILE");
      }
      if (replay == Replay.HOSTILE) {
        HostileRecipe.of(workflowTypes(), this).encoded();
      }
      return new PatternEnvOptions(this);
    }

    private static <T> List<T> with(List<T> list, T last) {
      return Stream.concat(list.stream(), Stream.of(last)).toList();
    }

    private static void requirePositive(String option, Duration value) {
      if (value.isZero() || value.isNegative()) {
        throw new IllegalArgumentException(option + " must be positive, but is " + value);
      }
    }
  }
}
