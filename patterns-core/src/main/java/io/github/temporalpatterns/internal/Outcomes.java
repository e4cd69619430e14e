// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a run stands, and publishes its outcome where it can be read after the run closed
 * CANCELED, which drops results and failures. Internal, not API.
 */
public final class Outcomes {
  private static final WorkflowLocal<Map<String, String>> SECTIONS =
      WorkflowLocal.withCachedInitial(LinkedHashMap::new);

  private Outcomes() {}

  /**
   * Shows a pattern's section of the current details, which the Web UI renders as Markdown, in
   * place of what it showed before. There is one text for a run, and whoever sets it replaces all
   * of it; so the sections of all patterns are kept, in the order in which they came. Costs no
   * event.
   */
  public static void show(String pattern, String markdown) {
    Map<String, String> sections = SECTIONS.get();
    sections.put(pattern, markdown);
    Workflow.setCurrentDetails(String.join("\n", sections.values()));
  }

  /**
   * Writes an outcome to the memo (one event), to a search attribute if one is given (one event;
   * the attribute must exist on the server, or the run blocks) and to the current details (no
   * event). Never blocks, so it works in a cancelled scope too.
   */
  public static void publish(
      String memoKey,
      Object memoValue,
      @Nullable SearchAttributeKey<String> attribute,
      String outcome,
      String markdown) {
    Workflow.upsertMemo(Collections.singletonMap(memoKey, memoValue));
    if (attribute != null) {
      Workflow.upsertTypedSearchAttributes(attribute.valueSet(outcome));
    }
    show(memoKey, markdown);
  }
}
