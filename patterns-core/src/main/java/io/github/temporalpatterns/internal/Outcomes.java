// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.github.temporalpatterns.OperatorCommand;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a run stands, and publishes its outcome where it can be read after the run closed
 * CANCELED, which drops results and failures. Internal, not API.
 */
public final class Outcomes {
  private static final WorkflowLocal<Map<String, String>> SECTIONS =
      WorkflowLocal.withCachedInitial(LinkedHashMap::new);

  private static final WorkflowLocal<Map<String, List<Waiting>>> WAITING =
      WorkflowLocal.withCachedInitial(LinkedHashMap::new);

  private Outcomes() {}

  /**
   * Shows a pattern's section of the current details, which the Web UI renders as Markdown, in
   * place of what it showed before. There is one text for a run, and whoever sets it replaces all
   * of it; so the sections of all patterns are kept, in the order in which they came. Costs no
   * event.
   */
  public static void show(String pattern, String markdown) {
    SECTIONS.get().put(pattern, markdown);
    show();
  }

  /**
   * Shows what of a pattern waits for a person now, above all sections, in place of what it said
   * before. Costs no event, except that the search attribute, if it is used, costs one whenever the
   * patterns that wait are not the same as before.
   *
   * @param attribute whether to set {@link OperatorCommand#WAITING}; it must exist on the server,
   *     or the run blocks
   */
  public static void waiting(String pattern, List<Waiting> open, boolean attribute) {
    Map<String, List<Waiting>> all = WAITING.get();
    boolean waited = all.containsKey(pattern);
    if (open.isEmpty()) {
      all.remove(pattern);
    } else {
      all.put(pattern, open);
    }
    if (attribute && waited == open.isEmpty()) {
      Workflow.upsertTypedSearchAttributes(
          all.isEmpty()
              ? OperatorCommand.WAITING.valueUnset()
              : OperatorCommand.WAITING.valueSet(List.copyOf(all.keySet())));
    }
    show();
  }

  private static void show() {
    Stream<String> waiting =
        WAITING.get().values().stream().flatMap(List::stream).map(Waiting::markdown);
    Workflow.setCurrentDetails(
        Stream.concat(waiting, SECTIONS.get().values().stream()).collect(Collectors.joining("\n")));
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
