// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import io.github.temporalpatterns.testing.Loose.Place;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.internal.Plain;
import io.github.temporalpatterns.testing.internal.replay.CallLog;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StrictReplayTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOWHERE")
  void seesAnotherValueInEachPlaceOfACall(Place place) {
    assertThatThrownBy(() -> run(Replay.STRICT, place, options -> {}))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("strict replay: call ")
        .hasMessageContaining("of the workflow was " + place.call)
        .hasMessageContaining(" and is " + place.call);
  }

  @ParameterizedTest
  @EnumSource(names = {"ACTIVITY", "SLEEP"})
  void otherwiseNobodySeesIt(Place place) {
    assertThat(catchThrowable(() -> run(Replay.EVERY_TASK, place, options -> {}))).isNull();
  }

  @Test
  void isQuietOnACleanWorkflow() {
    assertThat(catchThrowable(() -> run(Replay.STRICT, Place.NOWHERE, options -> {}))).isNull();
  }

  @Test
  void comparesWhatACodecEncryptsDifferentlyEachTime() {
    Consumer<PatternEnvOptions.Builder> salted =
        options -> options.setClientOptions(client -> client.setDataConverter(salted()));
    assertThat(catchThrowable(() -> run(Replay.STRICT, Place.NOWHERE, salted))).isNull();
    assertThatThrownBy(() -> run(Replay.STRICT, Place.ACTIVITY, salted))
        .hasMessageContaining("strict replay: call ");
  }

  @Test
  void letsATaskWhoseAnswerWasLostTakeAnotherCourse() {
    CallLog log = new CallLog();
    log.add("run", 0, call("timer"), false);
    log.add("run", 1, call("lost"), false);
    log.add("run", 0, call("timer"), true);
    log.add("run", 1, call("charge", 1), false);
    log.add("run", 0, call("timer"), true);
    log.add("run", 1, call("charge", 1), true);
    assertThatThrownBy(() -> log.add("run", 1, call("charge", 2), true))
        .hasMessageContaining("call 2 of the workflow was charge(1) and is charge(2)");
  }

  private static CallLog.Call call(String what, Object... values) {
    return new CallLog.Call(
        what, Plain.of(DefaultDataConverter.newDefaultInstance()).encoded(values));
  }

  private static void run(Replay replay, Place place, Consumer<PatternEnvOptions.Builder> more) {
    PatternEnvOptions.Builder options =
        PatternEnvOptions.newBuilder()
            .setName("StrictReplayTest")
            .setReplay(replay)
            .setWorkflows(Loose.Impl.class);
    more.accept(options);
    try (PatternEnv env = PatternEnv.open(options.build())) {
      env.canned(Payments.class).on(Payments::charge).returns("c1");
      String result = env.scenario(Loose.class).run(w -> w.run(place, "book"));
      assertThat(result).isNotEmpty();
    }
  }

  /** Encodes the same bytes differently each time, as encryption does. */
  private static CodecDataConverter salted() {
    PayloadCodec codec =
        new PayloadCodec() {
          @Override
          public List<Payload> encode(List<Payload> payloads) {
            return payloads.stream().map(Salt::add).toList();
          }

          @Override
          public List<Payload> decode(List<Payload> payloads) {
            return payloads.stream().map(Salt::remove).toList();
          }
        };
    return new CodecDataConverter(DefaultDataConverter.STANDARD_INSTANCE, List.of(codec));
  }

  private static final class Salt {
    private static final int LENGTH = UUID.randomUUID().toString().length();

    static Payload add(Payload plain) {
      return plain.toBuilder()
          .setData(ByteString.copyFromUtf8(UUID.randomUUID().toString()).concat(plain.getData()))
          .build();
    }

    static Payload remove(Payload salted) {
      return salted.toBuilder().setData(salted.getData().substring(LENGTH)).build();
    }
  }
}
