// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of one build. A step is one of
 *
 * <ul>
 *   <li>{@code ask X}, {@code ask X#key}: decides about a change
 *   <li>{@code take X -1 1 2}: decides, and takes one of these branches
 *   <li>{@code wait}: waits for a signal
 *   <li>{@code continue}: continues as new with the steps that are left
 *   <li>{@code skip}: nothing, in place of what a later build does there
 * </ul>
 */
final class VersionsRun implements ScriptedVersions {
  private final VersioningContract contract;
  private final Build build;
  private final List<String> outcomes = new ArrayList<>();
  private @Nullable FlowUnderTest flow;
  private int waits;
  private int passes;

  VersionsRun(VersioningContract contract, Build build) {
    this.contract = contract;
    this.build = build;
  }

  @Override
  public List<String> run(@Nullable Begun begun) {
    FlowUnderTest made = contract.newFlow(build, begun == null ? null : begun.carried());
    flow = made;
    int first = 0;
    if (begun != null) {
      outcomes.addAll(begun.outcomes());
      first = begun.step();
    }
    for (int i = first; i < build.steps().size(); i++) {
      String step = build.steps().get(i);
      if (step.equals("continue")) {
        Workflow.newContinueAsNewStub(ScriptedVersions.class)
            .run(new Begun(i + 1, outcomes, made.carried()));
      }
      take(made, step);
    }
    return outcomes;
  }

  private void take(FlowUnderTest made, String step) {
    String[] words = step.split(" ");
    switch (words[0]) {
      case "ask" -> ask(made, words[1]);
      case "take" -> {
        List<Integer> branches = Stream.of(words).skip(2).map(Integer::valueOf).toList();
        outcomes.add(words[1] + ": " + made.branch(words[1], branches));
      }
      case "wait" -> {
        int needed = ++waits;
        Workflow.await(() -> passes >= needed);
      }
      case "skip" -> {}
      default -> throw new IllegalArgumentException("no step " + step);
    }
  }

  private void ask(FlowUnderTest made, String question) {
    String[] parts = question.split("#", -1);
    outcomes.add(question + ": " + made.version(parts[0], parts.length == 1 ? null : parts[1]));
  }

  @Override
  public void go(String question) {
    if (!question.isEmpty()) {
      Workflow.await(() -> flow != null);
      ask(Objects.requireNonNull(flow), question);
    }
    passes++;
  }

  @Override
  public List<String> outcomes() {
    return outcomes;
  }
}
