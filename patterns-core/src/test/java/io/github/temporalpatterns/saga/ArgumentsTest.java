// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arguments go through payloads, through the log's JSON, and back, whatever their encoding. */
class ArgumentsTest {
  private static final DataConverter CONVERTER = GlobalDataConverter.get();

  record Guest(String name, List<Map<String, Integer>> nights) {}

  static Stream<Object> values() {
    return Stream.of(
        "\u00fcber \ud83d\ude00 \"quoted\" \n",
        "",
        42L,
        true,
        new Guest("Ada", List.of(Map.of("monday", 1))),
        List.of("a", "b"),
        Optional.of("x"),
        new byte[] {0, -1, 127, (byte) 0xc3, 0x28},
        new byte[0],
        WorkflowExecution.newBuilder().setWorkflowId("id").build());
  }

  @ParameterizedTest
  @MethodSource("values")
  void comesBackByteForByte(Object value) {
    assertThat(roundTrip(value)).isEqualTo(Arguments.encode("step", CONVERTER, List.of(value)));
  }

  @Test
  void keepsNullAndTheOrder() {
    List<@Nullable Object> values = Arrays.asList(null, "a", null);
    List<Payload> payloads = Arguments.encode("step", CONVERTER, values);

    assertThat(roundTrip(payloads)).isEqualTo(payloads).hasSize(3);
    assertThat(CONVERTER.fromPayload(payloads.get(0), String.class, String.class)).isNull();
  }

  @Test
  void showsJsonAsTextAndBytesAsBase64() {
    List<Payload> payloads = Arguments.encode("step", CONVERTER, List.of("a", new byte[] {1}));

    assertThat(Arguments.toData(payloads))
        .containsExactly(
            new SagaState.Argument(Map.of("encoding", "json/plain"), "\"a\""),
            new SagaState.Argument(Map.of("encoding", "binary/plain"), "AQ=="));
  }

  @Test
  void handsPayloadsToTheWorkersConverterAsTheyAre() {
    List<Payload> payloads = Arguments.encode("step", CONVERTER, List.of("a"));

    assertThat(Arguments.raw(payloads))
        .extracting(raw -> ((RawValue) raw).getPayload())
        .isEqualTo(payloads);
  }

  @Test
  void refusesWhatCannotBeEncoded() {
    assertThatThrownBy(() -> Arguments.encode("pay", CONVERTER, List.of(new Object())))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo(FailureTypes.SAGA_INVALID_STEP);
              assertThat(failure.isNonRetryable()).isTrue();
              assertThat(failure.getOriginalMessage()).contains("'pay'", "cannot be encoded");
            });
  }

  private static List<Payload> roundTrip(Object value) {
    return roundTrip(Arguments.encode("step", CONVERTER, Collections.singletonList(value)));
  }

  private static List<Payload> roundTrip(List<Payload> payloads) {
    return Arguments.toData(payloads).stream()
        .map(data -> CONVERTER.toPayload(data).orElseThrow())
        .map(
            json -> CONVERTER.fromPayload(json, SagaState.Argument.class, SagaState.Argument.class))
        .map(data -> Arguments.fromData(List.of(data)).get(0))
        .toList();
  }
}
