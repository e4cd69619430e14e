// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Publishes an outcome where it can be read after the run closed CANCELED, which drops results and
 * failures. Internal, not API.
 */
public final class Outcomes {

  private Outcomes() {}

  /**
   * Writes an outcome to the memo (one event), to a search attribute if one is given (one event;
   * the attribute must exist on the server, or the run blocks) and to the current details, which
   * the Web UI shows as Markdown (no event). Never blocks, so it works in a cancelled scope too.
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
    CurrentDetails.show(memoKey, markdown);
  }
}
