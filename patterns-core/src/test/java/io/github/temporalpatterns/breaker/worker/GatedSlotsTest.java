// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.internal.Ticker;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.temporal.activity.ActivityInfo;
import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReleaseReason;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.SlotSupplierFuture;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who gets a slot, and so a task, as the breaker opens and closes. */
final class GatedSlotsTest {
  private static final int SLOTS = 4;
  private static final BreakerRules RULES =
      BreakerRules.newBuilder()
          .setConsecutiveFailures(1)
          .setOpenWait(Duration.ofSeconds(1))
          .setProbes(2)
          .build();

  private final AtomicLong nanos = new AtomicLong();
  private final Guard guard =
      new InProcessGuard("shop", RULES, new Ticker(nanos::get, 1_700_000_000_000L));
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final Arrivals arrivals = new Arrivals();
  private final GatedSlots slots =
      new GatedSlots(new FixedSizeSlotSupplier<>(SLOTS), guard::room, arrivals, later::add);

  private SlotSupplierFuture reserve() {
    return slots.reserveSlot(new Reserve());
  }

  private void open() {
    Objects.requireNonNull(guard.ask().pass())
        .end(new Ended(Kind.FAILED, Duration.ZERO, "E", null, null));
  }

  private void lookAgain() {
    for (int i = later.size(); i > 0; i--) {
      later.remove().run();
    }
  }

  @Test
  void givesAllThereAreWhileClosed() {
    for (int i = 0; i < SLOTS; i++) {
      assertThat(reserve()).isCompleted();
    }
    assertThat(reserve()).isNotDone();
    assertThat(slots.tryReserveSlot(new Reserve())).isEmpty();
    assertThat(slots.getMaximumSlots()).contains(SLOTS);
  }

  @Test
  void givesNoneWhileOpenAndOneForEachProbe() {
    open();
    SlotSupplierFuture first = reserve();
    SlotSupplierFuture second = reserve();
    SlotSupplierFuture third = reserve();
    assertThat(slots.tryReserveSlot(new Reserve())).isEmpty();
    lookAgain();
    assertThat(first).isNotDone();

    nanos.addAndGet(Duration.ofMillis(1_001).toNanos());
    lookAgain();
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(third).isNotDone();

    slots.markSlotUsed(new Used(first.join(), task("a")));
    lookAgain();
    assertThat(third).as("a task has come and has not asked yet").isNotDone();

    Guard.Pass probe = Objects.requireNonNull(guard.ask().pass());
    arrivals.asked(task("a"));
    lookAgain();
    assertThat(third).as("one probe is under way, the other waits for its task").isNotDone();

    probe.end(new Ended(Kind.SUCCESSFUL, Duration.ZERO, null, null, null));
    Objects.requireNonNull(guard.ask().pass())
        .end(new Ended(Kind.SUCCESSFUL, Duration.ZERO, null, null, null));
    lookAgain();
    assertThat(third).isCompleted();
  }

  @Test
  void keepsNoRoomForATaskThatIsOverAndHasNeverAsked() {
    open();
    nanos.addAndGet(Duration.ofMillis(1_001).toNanos());
    SlotPermit first = reserve().join();
    assertThat(reserve()).isCompleted();
    slots.markSlotUsed(new Used(first, task("a")));
    assertThat(slots.tryReserveSlot(new Reserve())).isEmpty();

    slots.releaseSlot(new Released(first, task("a")));
    arrivals.asked(task("a"));
    assertThat(slots.tryReserveSlot(new Reserve())).isPresent();
    assertThat(slots.tryReserveSlot(new Reserve())).isEmpty();
  }

  @Test
  void keepsNoSlotOfAPollerThatStopsWaiting() {
    open();
    assertThat(reserve().abortReservation()).isNull();
    nanos.addAndGet(Duration.ofMillis(1_001).toNanos());
    lookAgain();
    SlotSupplierFuture first = reserve();
    SlotSupplierFuture second = reserve();
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();

    SlotPermit unused = Objects.requireNonNull(second.abortReservation());
    slots.releaseSlot(new Released(unused, null));
    assertThat(slots.tryReserveSlot(new Reserve())).isPresent();
  }

  @Test
  void aPollerThatStopsWaitingForASlotItselfTakesNone() {
    SlotPermit used = reserve().join();
    for (int i = 1; i < SLOTS; i++) {
      assertThat(reserve()).isCompleted();
    }
    assertThat(reserve().abortReservation()).isNull();
    slots.releaseSlot(new Released(used, null));
    assertThat(reserve()).isCompleted();
  }

  private record Reserve() implements SlotReserveContext<ActivitySlotInfo> {
    @Override
    public String getTaskQueue() {
      return "queue";
    }

    @Override
    public Map<SlotPermit, ActivitySlotInfo> getUsedSlots() {
      return Map.of();
    }

    @Override
    public String getWorkerIdentity() {
      return "worker";
    }

    @Override
    public String getWorkerBuildId() {
      return "";
    }

    @Override
    public int getNumIssuedSlots() {
      return 0;
    }
  }

  private static ActivityInfo task(String token) {
    return (ActivityInfo)
        Proxy.newProxyInstance(
            ActivityInfo.class.getClassLoader(),
            new Class<?>[] {ActivityInfo.class},
            (proxy, method, arguments) -> token.getBytes(StandardCharsets.UTF_8));
  }

  private record Used(SlotPermit permit, ActivityInfo task)
      implements SlotMarkUsedContext<ActivitySlotInfo> {
    @Override
    public ActivitySlotInfo getSlotInfo() {
      return new ActivitySlotInfo(task, "worker", "");
    }

    @Override
    public SlotPermit getSlotPermit() {
      return permit;
    }
  }

  private record Released(SlotPermit permit, @Nullable ActivityInfo task)
      implements SlotReleaseContext<ActivitySlotInfo> {
    @Override
    public SlotReleaseReason getSlotReleaseReason() {
      return SlotReleaseReason.taskComplete();
    }

    @Override
    public SlotPermit getSlotPermit() {
      return permit;
    }

    @Override
    public @Nullable ActivitySlotInfo getSlotInfo() {
      return task == null ? null : new ActivitySlotInfo(task, "worker", "");
    }
  }
}
