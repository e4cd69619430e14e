// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal;

import io.temporal.common.metadata.POJOWorkflowImplMetadata;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import io.temporal.common.metadata.POJOWorkflowMethodMetadata;
import java.util.stream.Stream;

/** What the SDK calls the workflows of a class. */
public final class WorkflowTypes {
  private WorkflowTypes() {}

  /** The workflow types that a class implements, or the one that an interface is. */
  public static Stream<String> of(Class<?> workflow) {
    return workflow.isInterface()
        ? POJOWorkflowInterfaceMetadata.newInstance(workflow).getWorkflowType().stream()
        : POJOWorkflowImplMetadata.newInstance(workflow).getWorkflowMethods().stream()
            .map(POJOWorkflowMethodMetadata::getName);
  }
}
