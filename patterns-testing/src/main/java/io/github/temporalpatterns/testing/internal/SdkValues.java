// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal;

import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Optional;

/**
 * What the SDK writes for itself, always by its standard data converter: the names in markers and
 * the answers to its own queries. A codec of the client would refuse them, so this is the one class
 * of the kit that knows the standard converter. Internal, not API.
 */
public final class SdkValues {
  private static final DataConverter STANDARD = DefaultDataConverter.newDefaultInstance();

  private SdkValues() {}

  /** {@return a text that the SDK has put into a marker, if it has} */
  public static Optional<String> text(MarkerRecordedEventAttributes marker, String key) {
    Payloads values = marker.getDetailsMap().get(key);
    return values == null || values.getPayloadsCount() == 0
        ? Optional.empty()
        : Optional.of(values.getPayloads(0).getData().toStringUtf8().replace("\"", ""));
  }

  /** {@return a client of the same namespace that reads what the SDK's own queries answer} */
  public static WorkflowClient client(WorkflowClient client) {
    return WorkflowClient.newInstance(
        client.getWorkflowServiceStubs(),
        WorkflowClientOptions.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setDataConverter(STANDARD)
            .build());
  }
}
