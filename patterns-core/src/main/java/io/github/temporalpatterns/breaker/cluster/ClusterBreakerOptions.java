// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.internal.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ClusterBreaker} works. Immutable. All processes that share a breaker should have the
 * same options.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public final class ClusterBreakerOptions {
  private static final int NAME_LENGTH = 100;
  private static final int MOST_PER_RUN = 800;
  static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(3);
  private static final Duration LONGEST_LEASE = Duration.ofHours(1);
  private static final Duration PROBE_DEADLINE = Duration.ofSeconds(60);

  /** What a process does while it cannot reach the shared breaker. */
  public enum WhenUnreachable {
    /** It calls, and counts what it will report. */
    PERMIT,
    /** It does not call. */
    REJECT
  }

  private final String name;
  private final String taskQueue;
  private final BreakerRules rules;
  private final EntityProtocol.Rules packed;
  private final @Nullable String namespace;
  private final WhenUnreachable whenUnreachable;
  private final Duration leaseTime;

  private ClusterBreakerOptions(Builder builder, BreakerRules rules) {
    name = builder.name;
    taskQueue = builder.taskQueue;
    this.rules = rules;
    packed = ClusterRules.pack(rules, builder);
    namespace = builder.namespace;
    whenUnreachable = builder.whenUnreachable;
    leaseTime = builder.leaseTime;
  }

  /**
   * Starts with the defaults: the breaker opens for 60 seconds if half of the calls of the last 30
   * seconds failed and there were at least 20; then one probe decides.
   *
   * @param name the name of the dependency; up to 100 characters
   * @param taskQueue the task queue of the workers that host the entity
   * @return a builder
   */
  public static Builder newBuilder(String name, String taskQueue) {
    return new Builder(name, taskQueue);
  }

  /** {@return the breaker's name} */
  public String getName() {
    return name;
  }

  /** {@return the entity's workflow id} */
  public String getWorkflowId() {
    return "patterns.breaker/" + name;
  }

  /** {@return the task queue of the workers that host the entity} */
  public String getTaskQueue() {
    return taskQueue;
  }

  /** {@return when it opens and closes} */
  public BreakerRules getRules() {
    return rules;
  }

  /** {@return how many processes must have seen bad calls} */
  public int getMinimumSources() {
    return packed.minimumSources();
  }

  /** {@return the entity's namespace; null for that of the client} */
  public @Nullable String getNamespace() {
    return namespace;
  }

  /** {@return what a process does while it cannot reach the shared breaker} */
  public WhenUnreachable getWhenUnreachable() {
    return whenUnreachable;
  }

  /** {@return how long a process believes what it heard last} */
  public Duration getLeaseTime() {
    return leaseTime;
  }

  /** {@return how many reports the entity takes a second, at most} */
  public int getReportsPerSecond() {
    return packed.reportsPerSecond();
  }

  /** {@return after how many reports the entity continues as new} */
  public int getReportsPerRun() {
    return packed.reportsPerRun();
  }

  /** {@return whether a search attribute finds the entity while it waits for an operator} */
  public boolean isWaitingAttribute() {
    return packed.waitingAttribute();
  }

  EntityProtocol.Start start() {
    return new EntityProtocol.Start(EntityProtocol.SCHEMA, name, packed, null);
  }

  /** Builds {@link ClusterBreakerOptions}. */
  public static final class Builder {
    private final String name;
    private final String taskQueue;
    private BreakerRules rules =
        BreakerRules.newBuilder().setTimeWindow(Duration.ofSeconds(30)).setMinimumCalls(20).build();
    private @Nullable String namespace;
    private WhenUnreachable whenUnreachable = WhenUnreachable.PERMIT;
    private Duration leaseTime = Duration.ofSeconds(30);
    int minimumSources = 1;
    int reportsPerSecond = 50;
    int reportsPerRun = MOST_PER_RUN;
    boolean waitingAttribute;

    private Builder(String name, String taskQueue) {
      this.name = name;
      this.taskQueue = taskQueue;
    }

    /**
     * Sets when the breaker opens and closes. The first process that reports starts the entity with
     * its rules; later ones do not change them.
     *
     * @param rules must have a time window, of 10 minutes at most, and no consecutive failures,
     *     because nobody knows the order of calls in several processes. They must not name
     *     failures; the rules of {@link
     *     io.github.temporalpatterns.breaker.worker.WorkerBreakerOptions} say which count. The
     *     deadline for probes is 60 seconds unless set, because a process with a probe may have
     *     died.
     * @return this builder
     */
    public Builder setRules(BreakerRules rules) {
      this.rules = rules;
      return this;
    }

    /**
     * Sets how many processes must have seen failed or slow calls in the window before the breaker
     * opens, so that the trouble of one does not stop all.
     *
     * @param sources 1 to 2,000; default 1
     * @return this builder
     */
    public Builder setMinimumSources(int sources) {
      minimumSources = sources;
      return this;
    }

    /**
     * Sets the namespace of the entity, for callers in other namespaces.
     *
     * @param namespace null, the default, for that of the client
     * @return this builder
     */
    public Builder setNamespace(@Nullable String namespace) {
      this.namespace = namespace;
      return this;
    }

    /**
     * Sets what a process does while it cannot reach the shared breaker.
     *
     * @param whenUnreachable default {@link WhenUnreachable#PERMIT}
     * @return this builder
     */
    public Builder setWhenUnreachable(WhenUnreachable whenUnreachable) {
      this.whenUnreachable = whenUnreachable;
      return this;
    }

    /**
     * Sets how long a process believes what it heard last. If the entity asks for less frequent
     * reports, the time is at least three times their interval.
     *
     * @param time 3 seconds to an hour; default 30 seconds
     * @return this builder
     */
    public Builder setLeaseTime(Duration time) {
      leaseTime = time;
      return this;
    }

    /**
     * Bounds how many reports the entity gets a second. If there are more processes than that, each
     * reports less often than once a second.
     *
     * @param reports 1 to 200; default 50
     * @return this builder
     */
    public Builder setReportsPerSecond(int reports) {
      reportsPerSecond = reports;
      return this;
    }

    /**
     * Sets after how many reports the entity continues as new.
     *
     * @param reports 10 to 800; default 800, because a report costs 5 events if it comes alone
     * @return this builder
     */
    public Builder setReportsPerRun(int reports) {
      reportsPerRun = reports;
      return this;
    }

    /**
     * Sets the search attribute {@link io.github.temporalpatterns.OperatorCommand#WAITING} of the
     * entity while it is forced open with no end, which costs an event for each change. The
     * attribute must exist on the server, or the entity blocks. As with the rules, the first
     * process that reports decides.
     *
     * @param waitingAttribute default false
     * @return this builder
     */
    public Builder setWaitingAttribute(boolean waitingAttribute) {
      this.waitingAttribute = waitingAttribute;
      return this;
    }

    /**
     * Builds the options.
     *
     * @return the options
     * @throws IllegalArgumentException naming option, rule and value
     */
    public ClusterBreakerOptions build() {
      Checks.notBlank("name", name);
      Checks.inRange("name length", name.length(), 1, NAME_LENGTH);
      Checks.notBlank("taskQueue", taskQueue);
      Checks.notNull("whenUnreachable", whenUnreachable);
      Checks.inRange("minimumSources", minimumSources, 1, Sources.MOST);
      checkLeaseTime(Checks.notNull("leaseTime", leaseTime));
      if (namespace != null) {
        Checks.notBlank("namespace", namespace);
      }
      Checks.inRange("reportsPerSecond", reportsPerSecond, 1, 200);
      Checks.inRange("reportsPerRun", reportsPerRun, 10, MOST_PER_RUN);
      return new ClusterBreakerOptions(this, checked(Checks.notNull("rules", rules)));
    }

    private static void checkLeaseTime(Duration time) {
      if (time.compareTo(SHORTEST_LEASE) < 0 || time.compareTo(LONGEST_LEASE) > 0) {
        throw new IllegalArgumentException(
            "leaseTime must be between 3 seconds and an hour, was " + time);
      }
    }

    private static BreakerRules checked(BreakerRules rules) {
      Duration window = rules.getTimeWindow();
      if (window == null || window.compareTo(LONGEST_WINDOW) > 0) {
        throw new IllegalArgumentException(
            "rules must have a time window of at most %s, had %s"
                .formatted(LONGEST_WINDOW, window));
      }
      if (rules.getConsecutiveFailures() != null) {
        throw new IllegalArgumentException(
            "rules must not count consecutive failures of several processes, had "
                + rules.getConsecutiveFailures());
      }
      if (!rules.getRecordedFailures().isEmpty() || !rules.getIgnoredFailures().isEmpty()) {
        throw new IllegalArgumentException(
            "rules must not say which failures count: name them in the rules of"
                + " WorkerBreakerOptions, had recorded %s and ignored %s"
                    .formatted(rules.getRecordedFailures(), rules.getIgnoredFailures()));
      }
      return rules.getProbeDeadline() == null
          ? rules.toBuilder().setProbeDeadline(PROBE_DEADLINE).build()
          : rules;
    }
  }
}
