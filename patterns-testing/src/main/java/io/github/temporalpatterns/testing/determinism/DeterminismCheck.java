// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the class files of a workflow and fails a test if a replay would do something different.
 *
 * <pre>{@code
 * @Test
 * void isDeterministic() {
 *   DeterminismCheck.assertDeterministic(OrderWorkflowImpl.class);
 * }
 * }</pre>
 *
 * <p>It follows the calls from the constructors and from the workflow, signal, update, validator
 * and query methods, through lambdas, method references, superclasses and implementations, as far
 * as the code is the user's own: in the jar or directory of the workflow, in another directory of
 * the class path (the tests and the other modules of a build), or in a package that {@link
 * #following} names. The JDK and the SDK never are the user's own code, and this library and other
 * jars only if named. Of other code, only the calls that a {@link DeterminismRule} names count.
 * Activities, child workflows, and converters and codecs are boundaries. Code that runs only in
 * {@code Workflow.sideEffect} may read clocks, random numbers and the environment, but must not do
 * I/O. Queries and validators may read anything, but not write.
 *
 * <p>It cannot see what reflection or a library calls back, nor what only data decides. To silence
 * a finding that does no harm, use {@link io.github.temporalpatterns.SuppressNondeterminism} or
 * {@link #allowing}, both with a reason. A green check is no proof: replay remains the judge.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class DeterminismCheck {
  private final List<Class<?>> workflows;
  private final Set<String> packages;
  private final Map<DeterminismRule, String> allowed;

  private DeterminismCheck(
      List<Class<?>> workflows, Set<String> packages, Map<DeterminismRule, String> allowed) {
    this.workflows = workflows;
    this.packages = packages;
    this.allowed = allowed;
  }

  /**
   * Fails if a workflow breaks a rule. Short for {@code of(workflows).check()}.
   *
   * @param workflows workflow implementation classes
   * @throws AssertionError if a rule is broken; the message shows each call path
   * @throws IllegalArgumentException if a class is not a workflow implementation
   */
  public static void assertDeterministic(Class<?>... workflows) {
    of(workflows).check();
  }

  /**
   * Prepares the check of some workflows.
   *
   * @param workflows workflow implementation classes, at least one
   * @return a check with all rules
   * @throws IllegalArgumentException if there is none
   */
  public static DeterminismCheck of(Class<?>... workflows) {
    if (workflows.length == 0) {
      throw new IllegalArgumentException("name at least one workflow implementation");
    }
    return new DeterminismCheck(List.of(workflows), Set.of(), Map.of());
  }

  /**
   * Follows calls into packages that come in jars of their own, such as a library of the same
   * company.
   *
   * @param packages names of packages, subpackages included
   * @return a check that does
   */
  public DeterminismCheck following(String... packages) {
    Set<String> more = new LinkedHashSet<>(this.packages);
    more.addAll(Arrays.asList(packages));
    return new DeterminismCheck(workflows, more, allowed);
  }

  /**
   * Leaves a rule out.
   *
   * @param rule the rule
   * @param because why it does not matter here, not blank
   * @return a check without it
   * @throws IllegalArgumentException if there is no reason
   */
  public DeterminismCheck allowing(DeterminismRule rule, String because) {
    if (because.isBlank()) {
      throw new IllegalArgumentException("give a reason for allowing " + rule);
    }
    Map<DeterminismRule, String> more = new TreeMap<>(allowed);
    more.put(rule, because);
    return new DeterminismCheck(workflows, packages, more);
  }

  /**
   * Runs the check.
   *
   * @return what it found, in the order in which the calls reach it; empty if nothing
   * @throws IllegalArgumentException if a class is not a workflow implementation
   */
  public List<Nondeterminism> findings() {
    List<Nondeterminism> findings = new ArrayList<>();
    for (Class<?> workflow : workflows) {
      findings.addAll(Inspection.of(workflow, packages));
    }
    findings.removeIf(finding -> allowed.containsKey(finding.rule()));
    return findings.stream().distinct().toList();
  }

  /**
   * Runs the check and fails if it finds something.
   *
   * @throws AssertionError if a rule is broken; the message shows each call path
   * @throws IllegalArgumentException if a class is not a workflow implementation
   */
  public void check() {
    List<Nondeterminism> findings = findings();
    if (findings.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(String.join(", ", workflows.stream().map(Class::getSimpleName).toList()));
    text.append(": a replay may not repeat what stands here, found: ").append(findings.size());
    findings.forEach(finding -> text.append("\n\n").append(finding));
    throw new AssertionError(text.toString());
  }
}
