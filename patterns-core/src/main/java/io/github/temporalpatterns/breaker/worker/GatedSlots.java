// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.SlotSupplier;
import io.temporal.worker.tuning.SlotSupplierFuture;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;

/**
 * Slots of a worker, of which no more wait for a task, or have one that has not asked yet, than
 * calls could begin. Whether a task's attempt may call is still asked when it begins: a poll that
 * is under way brings one all the same.
 */
@RunsIn(ACTIVITY)
final class GatedSlots implements SlotSupplier<ActivitySlotInfo> {
  private final SlotSupplier<ActivitySlotInfo> slots;
  private final IntSupplier room;
  private final Arrivals arrivals;
  private final Executor later;
  private final Set<SlotPermit> idle = Collections.newSetFromMap(new IdentityHashMap<>());
  private int reserving;

  /** The executor runs a task after a while, on a thread that may be kept for a moment. */
  GatedSlots(
      SlotSupplier<ActivitySlotInfo> slots, IntSupplier room, Arrivals arrivals, Executor later) {
    this.slots = slots;
    this.room = room;
    this.arrivals = arrivals;
    this.later = later;
  }

  @Override
  public SlotSupplierFuture reserveSlot(SlotReserveContext<ActivitySlotInfo> context) {
    SlotReservation reservation = new SlotReservation(this, slots, context, later);
    reservation.look();
    return SlotSupplierFuture.fromCompletableFuture(reservation.slot(), reservation::abort);
  }

  @Override
  public Optional<SlotPermit> tryReserveSlot(SlotReserveContext<ActivitySlotInfo> context) {
    if (!admit()) {
      return Optional.empty();
    }
    Optional<SlotPermit> slot = slots.tryReserveSlot(context);
    slot.ifPresentOrElse(this::reserved, this::notReserved);
    return slot;
  }

  /** Room for one more, which is then {@link #reserved} or {@link #notReserved}. */
  synchronized boolean admit() {
    boolean admits = room.getAsInt() > idle.size() + reserving;
    reserving += admits ? 1 : 0;
    return admits;
  }

  synchronized void reserved(SlotPermit slot) {
    reserving--;
    idle.add(slot);
  }

  synchronized void notReserved() {
    reserving--;
  }

  private synchronized void busy(SlotPermit slot) {
    idle.remove(slot);
  }

  @Override
  public void markSlotUsed(SlotMarkUsedContext<ActivitySlotInfo> context) {
    SlotPermit slot = context.getSlotPermit();
    arrivals.add(context.getSlotInfo().getActivityInfo(), () -> busy(slot));
    slots.markSlotUsed(context);
  }

  @Override
  public void releaseSlot(SlotReleaseContext<ActivitySlotInfo> context) {
    ActivitySlotInfo used = context.getSlotInfo();
    if (used != null) {
      arrivals.remove(used.getActivityInfo());
    }
    busy(context.getSlotPermit());
    slots.releaseSlot(context);
  }

  @Override
  public Optional<Integer> getMaximumSlots() {
    return slots.getMaximumSlots();
  }
}
