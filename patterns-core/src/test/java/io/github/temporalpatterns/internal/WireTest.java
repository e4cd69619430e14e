// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.temporalpatterns.Foreign;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.ProtobufPayloadConverter;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records of the library, and the user's values in them, through converters as users have them. */
final class WireTest {

  /** A record as the library has them. */
  @Wire
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Letter<T extends @Nullable Object>(
      String requestId,
      Duration patience,
      List<String> namesOfSteps,
      Optional<Instant> since,
      Map<String, Inner> innerOnes,
      @Nullable String nothing,
      @Wire.Theirs T oneValue,
      @Wire.EachTheirs List<T> allValues) {}

  /** A record within it. */
  @Wire
  record Inner(Instant at, int numberOfTries) {}

  /** A user's sealed type. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({@JsonSubTypes.Type(Round.class), @JsonSubTypes.Type(Square.class)})
  sealed interface Shape permits Round, Square {}

  /** One of it. */
  record Round(int theRadius) implements Shape {}

  /** Another. */
  record Square(int theEdge) implements Shape {}

  @ParameterizedTest
  @EnumSource
  void sealedValuesSurvive(Foreign foreign) {
    roundTrip(
        foreign,
        letter(new Round(1), List.of(new Square(2), new Round(3))),
        new TypeReference<Letter<Shape>>() {});
  }

  @ParameterizedTest
  @EnumSource
  void genericValuesSurvive(Foreign foreign) {
    roundTrip(
        foreign,
        letter(new ArrayList<>(List.of("a")), List.of(new ArrayList<>(List.of("b", "c")))),
        new TypeReference<Letter<ArrayList<String>>>() {});
  }

  @ParameterizedTest
  @EnumSource
  void emptyOptionalsSurvive(Foreign foreign) {
    roundTrip(
        foreign,
        letter(Optional.empty(), Arrays.asList(Optional.of("a"), Optional.empty())),
        new TypeReference<Letter<Optional<String>>>() {});
  }

  @ParameterizedTest
  @EnumSource
  void nullsSurvive(Foreign foreign) {
    roundTrip(
        foreign,
        WireTest.<@Nullable String>letter("", Arrays.asList("", null)),
        new TypeReference<Letter<@Nullable String>>() {});
  }

  @ParameterizedTest
  @EnumSource
  void messagesSurvive(Foreign foreign) {
    WorkflowExecution message = WorkflowExecution.newBuilder().setWorkflowId("w").build();
    roundTrip(
        foreign,
        WireTest.<@Nullable WorkflowExecution>letter(message, Arrays.asList(message, null)),
        new TypeReference<Letter<@Nullable WorkflowExecution>>() {});
  }

  @Test
  void messagesInBytesSurvive() throws JsonProcessingException {
    WorkflowExecution message = WorkflowExecution.newBuilder().setWorkflowId("w").build();
    Encoded item =
        RunConverter.of(new DefaultDataConverter(new ProtobufPayloadConverter())).encode(message);

    String json = new ObjectMapper().writeValueAsString(new Named<>(item));

    assertThat(new ObjectMapper().readValue(json, new TypeReference<Named<WorkflowExecution>>() {}))
        .isEqualTo(new Named<>(message));
  }

  /** A record with one value. */
  @Wire
  record Named<T>(@Wire.Theirs T value) {}

  @ParameterizedTest
  @EnumSource
  void namesAreTheSame(Foreign foreign) {
    String json = RunConverter.of(foreign.converter()).encode(letter("value", List.of())).data();

    assertThat(json)
        .isEqualTo(
            "{\"requestId\":\"r\",\"patience\":61.000000000,\"namesOfSteps\":[],"
                + "\"since\":\"1970-01-01T00:00:01Z\","
                + "\"innerOnes\":{\"x\":{\"at\":\"1970-01-01T00:00:00.007Z\",\"numberOfTries\":0}},"
                + "\"oneValue\":\"value\",\"allValues\":[]}");
  }

  @ParameterizedTest
  @EnumSource
  void storedValuesSurvive(Foreign foreign) {
    RunConverter converter = RunConverter.of(foreign.converter());
    Encoded stored = converter.encode(new Round(1));
    Encoded carried = carried(foreign.converter(), stored);

    assertThat(carried).isEqualTo(stored);
    assertThat(carried.data()).contains("Round").contains("adius\":1");
    assertThat(converter.<Shape>decode(carried, Shape.class, Shape.class)).isEqualTo(new Round(1));
    assertThat(converter.bytes(carried.raw())).isEqualTo(converter.bytes(new Round(1)));
  }

  private static Encoded carried(DataConverter converter, Encoded stored) {
    return converter.fromPayload(
        converter.toPayload(stored).orElseThrow(), Encoded.class, Encoded.class);
  }

  private static <T extends @Nullable Object> Letter<T> letter(T one, List<T> all) {
    return new Letter<>(
        "r",
        Duration.ofSeconds(61),
        List.of(),
        Optional.of(Instant.ofEpochSecond(1)),
        new LinkedHashMap<>(Map.of("x", new Inner(Instant.ofEpochMilli(7), 0))),
        null,
        one,
        all);
  }

  private static <T> void roundTrip(Foreign foreign, T value, TypeReference<T> reference) {
    DataConverter converter = foreign.converter();
    Type type = reference.getType();

    Object read =
        converter.fromPayload(
            converter.toPayload(value).orElseThrow(), (Class<?>) Object.class, type);

    assertThat(read).isEqualTo(value);
  }
}
