// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.activity.Attempts;
import io.github.temporalpatterns.testing.activity.TimeoutKind;
import io.github.temporalpatterns.testing.coverage.Coverage;
import io.github.temporalpatterns.testing.coverage.CoverageReport;
import io.github.temporalpatterns.testing.internal.Plain;
import io.github.temporalpatterns.testing.internal.runs.RunLog;
import io.github.temporalpatterns.testing.internal.script.AttemptClock;
import io.github.temporalpatterns.testing.internal.script.Complaints;
import io.github.temporalpatterns.testing.internal.script.Fakes;
import io.github.temporalpatterns.testing.internal.time.GuardedTime;
import io.github.temporalpatterns.testing.internal.time.Waits;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.EncodedValues;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Functions;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A Temporal server, a client and workers for one test.
 *
 * <p>Client side, tests only. Under {@link PatternTest} each test gets its own; elsewhere {@link
 * #open(Class[])} makes one. The same test runs on the embedded and on an external server: see
 * {@link PatternEnvOptions.Server}. Task queue and workflow ids are random, so that tests on one
 * server do not affect one another.
 *
 * <pre>{@code
 * try (PatternEnv env = PatternEnv.open(OrderWorkflowImpl.class)) {
 *   env.canned(Payments.class).on(Payments::charge).returns("c1");
 *   String charge = env.scenario(OrderWorkflow.class).run(o -> o.place("book"));
 *   assertThat(charge).isEqualTo("c1");
 * }
 * }</pre>
 *
 * <p><b>Replay</b>: by default the worker rebuilds a run from its history at every workflow task,
 * and {@link #close()} replays every run once more, children and continued runs included.
 *
 * <p><b>Watchdog</b>: when the environment's real time is over, or at once when a workflow task
 * fails, every wait for a run throws an {@link AssertionError} that says what the run waits for.
 *
 * <p><b>Threads</b>: for use by the thread of the test.
 */
public final class PatternEnv implements AutoCloseable {
  private final PatternEnvOptions options;
  private final ServerLink link;
  private final TestClock clock;
  private final AttemptClock attemptClock;
  private final WorkflowClient client;
  private final Complaints complaints = new Complaints();
  private final RunRecorder recorder;
  private final WorkerFactories factories;
  private final Capabilities capabilities;
  private final Evidence evidence;
  private final Waits waits;
  private final CallOverrides overrides = new CallOverrides();
  private final Effects effects;
  private final Workers workers = new Workers();
  private final TestWorker main;
  private boolean closed;

  private PatternEnv(PatternEnvOptions options, ServerLink link) {
    this.options = options;
    this.link = link;
    TestWorkflowEnvironment server = link.server();
    this.recorder = new RunRecorder(link.runs(), link::now, overrides, workers::missesStart);
    this.attemptClock = new AttemptClock(server, recorder::timesOut, complaints);
    this.factories = new WorkerFactories(link.client(), options, recorder);
    this.capabilities = new Capabilities(options, server);
    this.evidence =
        new Evidence(
            options,
            server,
            recorder,
            workers.byQueue(),
            link.reports(),
            capabilities,
            complaints::refusals);
    this.effects = new Effects(evidence.histories());
    Plain plain = Plain.of(link.client().getOptions().getDataConverter());
    this.waits =
        new Waits(options.watchdog(), link.taskFailure().thenApply(plain::of), evidence::failure);
    GuardedTime time = new GuardedTime(link.time(), waits);
    this.clock = new TestClock(time);
    this.client = link.client(time);
    this.main = worker("queue-" + UUID.randomUUID());
    options
        .workflows()
        .forEach(
            some -> main.registerWorkflows(some.options(), some.types().toArray(Class<?>[]::new)));
  }

  /**
   * Opens an environment with default options.
   *
   * @param workflows implementation classes for the main worker
   * @return an environment to be closed
   */
  public static PatternEnv open(Class<?>... workflows) {
    return open(PatternEnvOptions.newBuilder().setWorkflows(workflows).build());
  }

  /**
   * Opens an environment.
   *
   * @param options its settings
   * @return an environment to be closed
   * @throws IllegalStateException if the server is external and Temporal's configuration names none
   */
  public static PatternEnv open(PatternEnvOptions options) {
    return new PatternEnv(options, ServerLink.open(options));
  }

  /** Opens an environment on the same server, to be closed before this one. */
  PatternEnv beside(PatternEnvOptions others) {
    return new PatternEnv(others, link.beside(others));
  }

  /**
   * Prepares a run of a workflow.
   *
   * @param workflow the workflow interface
   * @param <W> the workflow interface
   * @return a scenario that has not started; each call gives a new one, with an id of its own
   */
  public <W> Scenario<W> scenario(Class<W> workflow) {
    return new Scenario<>(this, workflow);
  }

  /**
   * Returns the scripted fake of an activity or workflow interface on the main worker.
   *
   * @param type an activity or workflow interface
   * @param <A> the interface
   * @return the fake; the same interface gives the same object
   */
  public <A> Canned<A> canned(Class<A> type) {
    return main.canned(type);
  }

  /**
   * Starts the script of an activity of the main worker by its name; see {@link
   * TestWorker#cannedActivity}.
   *
   * @param activityType the activity type's name
   * @return the script; functions get the encoded arguments
   */
  public Script<
          Functions.Func1<EncodedValues, @Nullable Object>,
          Functions.Func1<EncodedValues, Boolean>,
          @Nullable Object>
      cannedActivity(String activityType) {
    return main.cannedActivity(activityType);
  }

  /**
   * Sets options for the calls of an activity, local activity or child workflow, instead of those
   * that the workflows under test set.
   *
   * @param type the activity's or workflow's type name; an activity's with any first letter
   * @return the options to set; the same name gives the same object
   */
  public CallOverride overriding(String type) {
    return overrides.of(type);
  }

  /** {@return the ledger of what the activities did to the world} */
  public Effects effects() {
    return effects;
  }

  /**
   * Registers activity objects with the main worker; see {@link TestWorker#registerActivities}.
   *
   * @param activities implementations, dynamic activities or mocks
   */
  public void register(Object... activities) {
    main.registerActivities(activities);
  }

  /** {@return the main worker, on the task queue of the environment's scenarios} */
  public TestWorker worker() {
    return main;
  }

  /**
   * Returns the worker of a task queue; the first call creates it.
   *
   * @param taskQueue the queue's name, used as it is
   * @return the worker
   */
  public TestWorker worker(String taskQueue) {
    return workers.of(
        taskQueue,
        queue ->
            new TestWorker(
                queue,
                factories,
                new Fakes(attemptClock, complaints, options.checks(Check.SCRIPTS))));
  }

  /** Starts every worker that has not started, except killed ones. A scenario does it by itself. */
  public void start() {
    workers.all().forEach(TestWorker::startUnlessKilled);
  }

  /** Kills the main worker; see {@link TestWorker#kill()}. */
  public void killWorker() {
    main.kill();
  }

  /** Starts the main worker again; see {@link TestWorker#start()}. */
  public void startWorker() {
    main.start();
  }

  /**
   * Returns the client. Where time is skipped, time passes while a test waits through it for a
   * result or an update, unless the wait is asynchronous.
   *
   * @return the client of the environment's namespace
   */
  public WorkflowClient client() {
    return client;
  }

  /**
   * Returns the clock.
   *
   * @return the server's clock
   */
  public TestClock clock() {
    return clock;
  }

  /**
   * Returns the SDK's own environment, for what this one does not offer. Its own client and clock
   * do not know the {@link TestClock}, so time may leap while they wait.
   *
   * @return the environment, whose worker factory is not used
   */
  public TestWorkflowEnvironment server() {
    return link.server();
  }

  /**
   * Lets the calling attempt time out; for activities and interceptors written by hand.
   *
   * @param context the context of the attempt
   * @param kind a timeout that the activity has, and that is over first
   * @throws RuntimeException always, once the server has given up the attempt
   */
  public void timeOut(ActivityExecutionContext context, TimeoutKind kind) {
    attemptClock.timeOut(context, kind);
  }

  /**
   * Waits in real time until a condition holds. Server time is not skipped meanwhile.
   *
   * @param what the condition in words, for the report
   * @param condition asked every 10 milliseconds
   * @throws AssertionError if the watchdog's time is spent, or a workflow task fails
   */
  public void await(String what, BooleanSupplier condition) {
    waits.until(what, condition);
  }

  /**
   * Returns the attempts of all activities so far.
   *
   * @return a snapshot
   */
  public Attempts attempts() {
    return recorder.attempts(activityTypes());
  }

  /**
   * Tells whether the server can do something.
   *
   * @param capability what is asked for
   * @return true if it can; the server is asked once
   */
  public boolean can(Capability capability) {
    return capabilities.has(capability);
  }

  /**
   * Skips the rest of the test unless the server can do something.
   *
   * @param capability what the test needs
   * @throws org.opentest4j.TestAbortedException if the server cannot do it
   */
  public void assume(Capability capability) {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        can(capability),
        () -> "the " + options.server() + " server, " + options.time() + ", lacks " + capability);
  }

  /**
   * Replays every run of this environment's workers, as {@link #close()} does by itself.
   *
   * @throws AssertionError if a run does not replay; it names the file with the history
   */
  public void replayAll() {
    evidence.replayAll();
  }

  /**
   * Returns what the runs of this environment exercised, and what of their workflows they did not.
   *
   * @return a snapshot
   */
  public Coverage coverage() {
    return evidence.coverage(attempts().list());
  }

  /**
   * Checks the scripts, replays every run and checks it against a server's limits, unless the
   * options switch this off. Then terminates the runs that are still open, and shuts down the
   * workers and the embedded server. Closing again does nothing.
   *
   * @throws AssertionError if a check fails (see {@link Check}) or a run does not replay
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      new EndChecks(options, evidence, runs().list())
          .all(complaints, workers, overrides, () -> CoverageReport.add(this::coverage));
    } finally {
      link.close(
          () -> {
            evidence.terminateOpenRuns();
            workers.all().forEach(TestWorker::close);
          },
          evidence::holdsLeft);
    }
  }

  /** The test failed or was skipped, so scripts that it did not get to are no fault. */
  void excuseUnusedScripts() {
    complaints.excuseUnused();
  }

  Set<String> activityTypes() {
    return workers.activityTypes();
  }

  RunLog runs() {
    return recorder.runs();
  }

  Waits waits() {
    return waits;
  }

  Evidence evidence() {
    return evidence;
  }

  PatternEnvOptions options() {
    return options;
  }

  TestWorker workerOf(Class<?> workflow) {
    return workers.running(workflow);
  }
}
