// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the Web UI shows of a run, in Markdown: a section for each pattern in it, in the order in
 * which they first had something to show. There is one text for a run, and whoever sets it replaces
 * all of it. Costs no event. Internal, not API.
 */
public final class CurrentDetails {
  private static final WorkflowLocal<Map<String, String>> SECTIONS =
      WorkflowLocal.withCachedInitial(LinkedHashMap::new);

  private CurrentDetails() {}

  /** Shows a pattern's section, in place of what it showed before. */
  public static void show(String pattern, String markdown) {
    Map<String, String> sections = SECTIONS.get();
    sections.put(pattern, markdown);
    Workflow.setCurrentDetails(String.join("\n", sections.values()));
  }
}
