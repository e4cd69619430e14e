// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.coverage;

import io.github.temporalpatterns.testing.activity.Attempt;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.metadata.POJOWorkflowImplMetadata;
import io.temporal.common.metadata.POJOWorkflowMethodMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What tests exercised of some workflows: how their runs, activities, children, updates and timers
 * ended, and which signals, queries and versions occurred. It also shows what never occurred,
 * scripted activities included.
 *
 * <p>{@link io.github.temporalpatterns.testing.PatternEnv#coverage()} returns the coverage of one
 * environment. With the system property {@code patterns.test.coverage} the environments of all
 * tests write one report together; see {@link CoverageReport}.
 *
 * <p>Counts come from histories, so they hold for every kind of server and also for histories of
 * production. An attempt that failed and was retried counts as failed or timed out, and as retried;
 * of several failed attempts the last one counts. Not safe for use by several threads.
 */
public final class Coverage {
  private static final String NOBODY = "no workflow";

  private final Map<String, WorkflowTally> tallies = new TreeMap<>();
  private final Set<String> scripted = new TreeSet<>();

  /** Creates an empty coverage. */
  public Coverage() {}

  /**
   * Declares a workflow, so that handlers that no test calls show up as gaps.
   *
   * @param implementation a workflow implementation class
   * @return this
   */
  public Coverage workflow(Class<?> implementation) {
    POJOWorkflowImplMetadata metadata =
        POJOWorkflowImplMetadata.newInstanceForWorkflowFactory(implementation);
    for (POJOWorkflowMethodMetadata method : metadata.getWorkflowMethods()) {
      WorkflowTally tally = tally(method.getName());
      metadata.getSignalMethods().forEach(m -> tally.declare(Section.SIGNAL, m.getName()));
      metadata.getUpdateMethods().forEach(m -> tally.declare(Section.UPDATE, m.getName()));
      metadata.getQueryMethods().forEach(m -> tally.declare(Section.QUERY, m.getName()));
    }
    return this;
  }

  /**
   * Counts what one run did.
   *
   * @param history its history, whole or not; a timer counts by its summary, so where a codec
   *     encodes payloads, as {@link io.github.temporalpatterns.testing.Histories#readable} returns
   *     it
   * @return this
   */
  public Coverage history(WorkflowExecutionHistory history) {
    return history(history, List.of());
  }

  /**
   * Counts what one run did.
   *
   * @param history its history, whole or not
   * @param attempts the attempts of its activities, which tell an attempt that timed out and was
   *     retried from one that failed, where the server does not
   * @return this
   */
  public Coverage history(WorkflowExecutionHistory history, List<Attempt> attempts) {
    String type = RunCounter.workflowType(history.getEvents());
    RunCounter.read(history.getEvents(), tally(type), attempts);
    return this;
  }

  /**
   * Declares an activity that a test scripted, so that it shows up as a gap if no workflow ever
   * called it.
   *
   * @param activityType the activity type's name
   * @return this
   */
  public Coverage scripted(String activityType) {
    scripted.add(activityType);
    return this;
  }

  /**
   * Counts a query, of which a history knows nothing.
   *
   * @param workflowType the type of the workflow that answered
   * @param query the query's name
   * @return this
   */
  public Coverage query(String workflowType, String query) {
    tally(workflowType).count(Section.QUERY, query, "answered");
    return this;
  }

  /**
   * Adds what another one counted.
   *
   * @param other left as it is
   * @return this
   */
  public Coverage add(Coverage other) {
    other.tallies.forEach((type, tally) -> tally(type).addAll(tally));
    scripted.addAll(other.scripted);
    return this;
  }

  /**
   * Lists what never occurred, for a test that asks for something.
   *
   * @return lines such as {@code Checkout: activity charge never timed out}; empty if there are no
   *     gaps
   */
  public List<String> gaps() {
    return shown().entrySet().stream()
        .flatMap(
            type ->
                type.getValue().rows().stream()
                    .flatMap(
                        row ->
                            row.missing().stream()
                                .map(
                                    end ->
                                        "%s: %s %s never %s"
                                            .formatted(
                                                type.getKey(),
                                                row.section().title(),
                                                row.name(),
                                                end))))
        .toList();
  }

  /**
   * Returns everything as plain text.
   *
   * @return some lines
   */
  public String text() {
    return new TextPage(shown()).toString();
  }

  /**
   * Returns everything as one HTML page that needs nothing else.
   *
   * @return the page
   */
  public String html() {
    return new HtmlPage(shown()).toString();
  }

  /** The tallies, and below them what was scripted in vain. */
  private Map<String, WorkflowTally> shown() {
    WorkflowTally uncalled = new WorkflowTally();
    scripted.stream()
        .filter(type -> tallies.values().stream().noneMatch(tally -> calls(tally, type)))
        .forEach(type -> uncalled.declare(Section.SCRIPT, type));
    Map<String, WorkflowTally> shown = new LinkedHashMap<>(tallies);
    if (!uncalled.rows().isEmpty()) {
      shown.put(NOBODY, uncalled);
    }
    return shown;
  }

  private static boolean calls(WorkflowTally tally, String activityType) {
    return tally.names(Section.ACTIVITY).contains(activityType)
        || tally.names(Section.LOCAL_ACTIVITY).contains(activityType);
  }

  private WorkflowTally tally(String workflowType) {
    return tallies.computeIfAbsent(workflowType, type -> new WorkflowTally());
  }
}
