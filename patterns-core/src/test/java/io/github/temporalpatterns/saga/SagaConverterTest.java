// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.temporalpatterns.saga.SagaEnv.Cache;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An encrypting client: the log holds plain arguments, the wire none. */
@Tag("real-server")
class SagaConverterTest {
  private static final DataConverter ENCRYPTING =
      new CodecDataConverter(
          DefaultDataConverter.newDefaultInstance(), List.of(new FlippingCodec()));

  @ParameterizedTest
  @EnumSource(Cache.class)
  void undoesWithArgumentsThatWereEncryptedOnTheWay(Cache cache) {
    try (SagaEnv env = new SagaEnv(cache, ENCRYPTING)) {
      SagaRun run =
          env.start(
              (flow, saga, state) ->
                  saga.run(
                      steps -> {
                        if (state == null) {
                          Scripts.book(
                              steps
                                  .step("secret")
                                  .undo(
                                      Bookings.class,
                                      (b, key) -> b.cancelFor(key, new Bookings.Guest("Ada", 36))),
                              "ok");
                          Workflow.continueAsNew(saga.state());
                        }
                        return Scripts.fail(steps);
                      }));

      assertThat(run.failure()).hasStackTraceContaining("book fail");
      assertThat(env.ledger().effects()).contains("cancelled for Guest[name=Ada, age=36]");
      assertThat(run.report().outcome()).isEqualTo(Outcome.COMPENSATED);
      assertThat(run.histories().toList())
          .hasSize(2)
          .noneMatch(history -> plain(history).contains("Ada"))
          .allMatch(history -> plain(history).contains("binary/flipped"));
    }
  }

  private static String plain(WorkflowExecutionHistory history) {
    return history.getHistory().toByteString().toString(StandardCharsets.ISO_8859_1);
  }

  /** Stands for encryption: flips every byte and says so. */
  private static final class FlippingCodec implements PayloadCodec {
    @Override
    public List<Payload> encode(List<Payload> payloads) {
      return payloads.stream()
          .map(
              payload ->
                  Payload.newBuilder()
                      .putMetadata("encoding", ByteString.copyFromUtf8("binary/flipped"))
                      .setData(flip(payload.toByteString()))
                      .build())
          .toList();
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
      return payloads.stream().map(FlippingCodec::decode).toList();
    }

    private static Payload decode(Payload payload) {
      if (!payload.getMetadataOrThrow("encoding").toStringUtf8().equals("binary/flipped")) {
        return payload;
      }
      try {
        return Payload.parseFrom(flip(payload.getData()));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalArgumentException(e);
      }
    }

    private static ByteString flip(ByteString data) {
      byte[] bytes = data.toByteArray();
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) ~bytes[i];
      }
      return ByteString.copyFrom(bytes);
    }
  }
}
