// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.github.temporalpatterns.OperatorCommand;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.RawValue;
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

  /** Memo keys of ours begin so; all others are the user's. */
  private static final String PREFIX = "patterns.";

  private static final WorkflowLocal<Details> DETAILS =
      WorkflowLocal.withCachedInitial(Details::new);

  private Outcomes() {}

  /**
   * Shows a pattern's section of the current details, which the Web UI renders as Markdown, in
   * place of what it showed before. Costs no event.
   */
  public static void show(String word, String markdown) {
    DETAILS.get().show(word, markdown);
  }

  /**
   * Shows what of a pattern waits for a person now, above all sections, in place of what it said
   * before. Costs no event, except that the search attribute, if it is used, costs one whenever the
   * patterns that wait are not the same as before.
   *
   * @param attribute whether to set {@link OperatorCommand#WAITING}; it must exist on the server,
   *     or the run blocks
   */
  public static void waiting(String word, List<Waiting> open, boolean attribute) {
    Details details = DETAILS.get();
    boolean isChanged = details.waiting(word, open);
    if (attribute && isChanged) {
      List<String> words = details.waitingWords();
      Workflow.upsertTypedSearchAttributes(
          words.isEmpty()
              ? OperatorCommand.WAITING.valueUnset()
              : OperatorCommand.WAITING.valueSet(words));
    }
  }

  /**
   * Writes an outcome to the memo {@code patterns.<word>} (one event), to a search attribute if one
   * is given (one event; the attribute must exist on the server, or the run blocks) and to the
   * current details (no event). Never blocks, so it works in a cancelled scope too.
   */
  public static void publish(
      String word,
      Object outcome,
      @Nullable SearchAttributeKey<String> attribute,
      String name,
      String markdown) {
    Workflow.upsertMemo(Collections.singletonMap(PREFIX + word, outcome));
    if (attribute != null) {
      Workflow.upsertTypedSearchAttributes(attribute.valueSet(name));
    }
    show(word, markdown);
  }

  /** Whether the memo has an outcome of that pattern already, be it readable or not. */
  public static boolean published(String word) {
    try {
      return Workflow.getMemo(PREFIX + word, RawValue.class, RawValue.class) != null;
    } catch (RuntimeException e) {
      return true; // written by somebody who has another codec
    }
  }

  /**
   * There is one text for a run, and whoever sets it replaces all of it. So the sections of all
   * patterns are kept, in the order in which they came, below what the user has set.
   */
  private static final class Details {
    private final Map<String, List<Waiting>> waiting = new LinkedHashMap<>();
    private final Map<String, String> sections = new LinkedHashMap<>();
    private String ours = "";

    void show(String word, String markdown) {
      sections.put(word, markdown);
      show();
    }

    /** Returns whether the pattern waits now and did not before, or the other way round. */
    boolean waiting(String word, List<Waiting> open) {
      boolean waited = waiting.containsKey(word);
      if (open.isEmpty()) {
        waiting.remove(word);
      } else {
        waiting.put(word, open);
      }
      show();
      return waited == open.isEmpty();
    }

    List<String> waitingWords() {
      return List.copyOf(waiting.keySet());
    }

    private void show() {
      String current = Workflow.getCurrentDetails();
      String theirs = current == null ? "" : current.replace(ours, "").strip();
      ours =
          Stream.concat(
                  waiting.values().stream().flatMap(List::stream).map(Waiting::markdown),
                  sections.values().stream())
              .collect(Collectors.joining("\n"));
      Workflow.setCurrentDetails(theirs.isEmpty() ? ours : theirs + "\n\n" + ours);
    }
  }
}
