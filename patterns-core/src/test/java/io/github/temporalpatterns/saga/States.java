// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.ExecutionVerdict;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.OperatorLog;
import io.github.temporalpatterns.internal.Desk;
import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.KeyText;
import io.github.temporalpatterns.saga.SagaReport.RecoveryReport;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Undo logs for tests. */
final class States {

  private States() {}

  static SagaState.CallOptions options() {
    return new SagaState.CallOptions(
        "queue", Duration.ofMinutes(1), null, null, null, null, 0, null, 3, List.of("Never"), null);
  }

  static SagaState.Call call() {
    return call(RecoveryState.PENDING);
  }

  static SagaState.Call call(RecoveryState state) {
    return new SagaState.Call(
        SagaState.Target.ACTIVITY,
        "cancel",
        List.of(new Encoded(new TreeMap<>(Map.of("encoding", "json/plain")), "\"\u00fcber\"")),
        options(),
        new RecoveryReport(state, state == RecoveryState.PENDING ? 0 : 1, null, null, null));
  }

  static final IdempotencyKey ROOT = IdempotencyKey.of("default", "root", "saga");

  static IdempotencyKey key(String name) {
    return KeyText.within(ROOT, name, 0);
  }

  /** A log in which every part is present or absent as chance has it. */
  static SagaState random(long seed) {
    Random random = new Random(seed);
    return new SagaState(
        SagaState.SCHEMA,
        key("root" + seed),
        1 + random.nextInt(3),
        random.nextBoolean(),
        random.nextBoolean() ? random.nextLong(1L << 40) : null,
        random
            .ints(random.nextInt(6), 0, 1_000)
            .mapToObj(number -> entry("step" + number, random))
            .toList(),
        random.nextBoolean()
            ? new OperatorLog(Map.of(), List.of(), 0)
            : new OperatorLog(Map.of("r" + seed, "skip 1"), List.of(skipped("r" + seed)), seed));
  }

  static AuditEntry skipped(String requestId) {
    return new AuditEntry(requestId, Instant.EPOCH, "Ada", "skip", "step", "because", "SKIPPED");
  }

  static SagaLog newLog() {
    return new SagaLog(ROOT, desk(null));
  }

  static SagaLog log(SagaState state) {
    return SagaLog.of(state, desk(state.operators()));
  }

  private static Desk desk(@Nullable OperatorLog operators) {
    return new Desk("saga", operators, () -> Instant.EPOCH);
  }

  static SagaState.Entry entry(
      String name, SagaState.@Nullable Call undo, SagaState.@Nullable Call confirm) {
    return new SagaState.Entry(
        name,
        key(name),
        "",
        null,
        List.of(),
        1,
        ExecutionVerdict.EXECUTED,
        false,
        false,
        undo,
        confirm);
  }

  private static SagaState.Entry entry(String name, Random random) {
    return new SagaState.Entry(
        name,
        key(name),
        random.nextBoolean() ? "" : "nest/inner",
        random.nextBoolean() ? "group" : null,
        random.nextBoolean() ? List.of() : List.of("other", "another"),
        1 + random.nextInt(3),
        pick(ExecutionVerdict.values(), random),
        random.nextBoolean(),
        random.nextBoolean(),
        maybeCall(random),
        maybeCall(random));
  }

  private static SagaState.@Nullable Call maybeCall(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> null;
      case 1 -> call();
      default -> call(RecoveryState.DONE);
    };
  }

  private static <T> T pick(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }
}
