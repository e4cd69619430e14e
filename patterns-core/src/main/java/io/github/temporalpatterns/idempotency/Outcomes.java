// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.failure.ApplicationFailure;
import java.lang.reflect.Type;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results and failures as text for a column: JSON stays readable, all else is Base64. The codec of
 * the converter is applied, so nothing lies there that does not lie in a history.
 */
@RunsIn(ACTIVITY)
final class Outcomes {
  private static final String ENCODING = "encoding";
  private static final ByteString PLAIN = ByteString.copyFromUtf8("json/plain");

  private static final String JSON = "json\n";
  private static final String PAYLOAD = "payload\n";
  private static final String FAILURE = "failure\n";

  private final RunConverter converter;

  Outcomes(RunConverter converter) {
    this.converter = converter;
  }

  String ofResult(@Nullable Object result) {
    Payload sent = converter.send(result);
    boolean isPlain = sent.getMetadataMap().equals(Map.of(ENCODING, PLAIN));
    return isPlain
        ? JSON + sent.getData().toStringUtf8()
        : PAYLOAD + Base64.getEncoder().encodeToString(sent.toByteArray());
  }

  /** A failure; of one that is too large no more than its type and a line. */
  String ofFailure(ApplicationFailure failure, int limit) {
    String whole = text(failure);
    return whole.length() <= limit
        ? whole
        : text(
            ApplicationFailure.newNonRetryableFailure(Failures.line(failure), failure.getType()));
  }

  private String text(Throwable failure) {
    return FAILURE + Base64.getEncoder().encodeToString(converter.send(failure).toByteArray());
  }

  <R> @Nullable R result(String outcome, Class<R> type, Type generic) {
    if (outcome.startsWith(JSON)) {
      Payload sent =
          Payload.newBuilder()
              .putMetadata(ENCODING, PLAIN)
              .setData(ByteString.copyFromUtf8(outcome.substring(JSON.length())))
              .build();
      return converter.receive(sent, type, generic);
    }
    try {
      return converter.receive(Payload.parseFrom(bytes(outcome, PAYLOAD)), type, generic);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the ledger has no result, but " + outcome, e);
    }
  }

  RuntimeException failure(String outcome) {
    try {
      return converter.receive(Failure.parseFrom(bytes(outcome, FAILURE)));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the ledger has no failure, but " + outcome, e);
    }
  }

  private static byte[] bytes(String outcome, String kind) {
    if (!outcome.startsWith(kind)) {
      throw new IllegalStateException("the ledger's outcome is of no known kind: " + outcome);
    }
    return Base64.getDecoder().decode(outcome.substring(kind.length()));
  }
}
