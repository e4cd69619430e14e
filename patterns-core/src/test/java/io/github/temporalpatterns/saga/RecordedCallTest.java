// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.workflow.Functions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordedCallTest {

  /** The base of {@link Api}: its method keeps the name that it has there. */
  public interface Base {
    String inherited(String value);
  }

  @ActivityInterface(namePrefix = "Api.")
  public interface Api extends Base {
    int count(int number);

    @Nullable Integer boxed();

    boolean flag();

    Optional<List<String>> generic(List<String> values);

    void nothing();

    @ActivityMethod(name = "renamed")
    String named(String a, @Nullable String b);

    default String byDefault(String value) {
      return named(value, "default");
    }
  }

  @ActivityInterface
  interface Hidden {
    void call();
  }

  @WorkflowInterface
  public interface Child {
    @WorkflowMethod(name = "TheChild")
    String go(String input);

    @SignalMethod
    void poke();
  }

  @Test
  void recordsTypeAndArguments() {
    RecordedCall call = record(api -> api.named("a", null));

    assertThat(call.type()).isEqualTo("renamed");
    assertThat(call.target()).isEqualTo(SagaState.Target.ACTIVITY);
    assertThat(call.arguments()).containsExactly("a", null);
  }

  @Test
  void namesTypesAsTheSdkDoes() {
    assertThat(record(api -> api.count(3)).type()).isEqualTo("Api.Count");
    assertThat(record(api -> api.inherited("x")).type()).isEqualTo("Api.Inherited");
    assertThat(record(Api::flag).type()).isEqualTo("Api.Flag");
    assertThat(RecordedCall.ofProc("s", Api.class, Api::nothing).type()).isEqualTo("Api.Nothing");
  }

  @Test
  void acceptsEveryKindOfResult() {
    assertThat(record(api -> api.count(3)).arguments()).containsExactly(3);
    assertThat(record(Api::boxed).arguments()).isEmpty();
    assertThat(record(api -> api.generic(List.of("x"))).method().getGenericReturnType())
        .hasToString("java.util.Optional<java.util.List<java.lang.String>>");
  }

  @Test
  void recordsADefaultMethodAsTheCallThatItIs() {
    assertThat(record(api -> api.byDefault("x")).type()).isEqualTo("Api.ByDefault");
  }

  @Test
  void recordsTheMethodOfAChildWorkflow() {
    RecordedCall call = RecordedCall.of("s", Child.class, child -> child.go("in"));

    assertThat(call.type()).isEqualTo("TheChild");
    assertThat(call.target()).isEqualTo(SagaState.Target.CHILD_WORKFLOW);
  }

  @Test
  void refusesAnythingButOneCall() {
    assertThat(refusal(() -> record(api -> "none"))).contains("made 0");
    assertThat(refusal(() -> record(api -> api.count(1) + api.count(2)))).contains("made 2");
    assertThat(refusal(() -> record(Object::toString))).contains("exactly one call");
  }

  @Test
  void refusesAChangedResult() {
    assertThat(refusal(() -> record(api -> api.count(1) + 1))).contains("unchanged");
    assertThat(refusal(() -> record(api -> "got " + api.named("a", "b")))).contains("unchanged");
    assertThat(refusal(() -> record(api -> api.named("a", "b").length())))
        .contains("exactly one call");
  }

  @Test
  void refusesWhatIsNoStub() {
    assertThat(refusal(() -> RecordedCall.of("s", String.class, String::length)))
        .contains("java.lang.String");
    assertThat(refusal(() -> RecordedCall.of("s", Base.class, base -> base.inherited("x"))))
        .contains("neither an @ActivityInterface nor a @WorkflowInterface");
    assertThat(refusal(() -> RecordedCall.ofProc("s", Hidden.class, Hidden::call)))
        .contains("public");
    assertThat(refusal(() -> RecordedCall.ofProc("s", Child.class, Child::poke)))
        .contains("poke is not a @WorkflowMethod");
  }

  @Test
  void namesTheStep() {
    assertThat(refusal(() -> RecordedCall.of("pay", Api.class, api -> "none"))).contains("'pay'");
  }

  private static RecordedCall record(Functions.Func1<Api, @Nullable Object> lambda) {
    return RecordedCall.of("s", Api.class, lambda);
  }

  private static String refusal(Functions.Func<RecordedCall> recording) {
    IllegalArgumentException refused =
        catchThrowableOfType(IllegalArgumentException.class, () -> recording.apply());
    assertThat(refused).isNotNull();
    return String.valueOf(refused.getMessage());
  }
}
