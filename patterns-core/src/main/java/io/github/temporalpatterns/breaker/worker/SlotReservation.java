// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReleaseReason;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.SlotSupplier;
import io.temporal.worker.tuning.SlotSupplierFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A poller that waits for a slot: first for room, and then for the slot itself. */
@RunsIn(ACTIVITY)
final class SlotReservation {
  private final GatedSlots gate;
  private final SlotSupplier<ActivitySlotInfo> slots;
  private final SlotReserveContext<ActivitySlotInfo> context;
  private final Executor later;
  private final CompletableFuture<SlotPermit> slot = new CompletableFuture<>();
  private @Nullable SlotSupplierFuture reserving;
  private boolean aborted;

  SlotReservation(
      GatedSlots gate,
      SlotSupplier<ActivitySlotInfo> slots,
      SlotReserveContext<ActivitySlotInfo> context,
      Executor later) {
    this.gate = gate;
    this.slots = slots;
    this.context = context;
    this.later = later;
  }

  CompletableFuture<SlotPermit> slot() {
    return slot;
  }

  /** Looks again after a while as long as there is no room: nobody tells when there is. */
  @SuppressWarnings("FutureReturnValueIgnored") // both ends are in the hands of the slot
  synchronized void look() {
    if (aborted) {
      return;
    }
    if (!gate.admit()) {
      later.execute(this::look);
      return;
    }
    try {
      reserving = slots.reserveSlot(context);
    } catch (Exception e) {
      gate.notReserved();
      slot.completeExceptionally(e);
      return;
    }
    reserving.whenComplete(
        (permit, failure) -> {
          if (failure != null) {
            gate.notReserved();
            slot.completeExceptionally(failure);
          } else {
            gate.reserved(permit);
            slot.complete(permit);
          }
        });
  }

  /** The poller stops waiting; a slot that it just got goes back. */
  synchronized void abort() {
    aborted = true;
    SlotPermit late = reserving == null ? null : reserving.abortReservation();
    if (late != null) {
      gate.releaseSlot(new NeverUsed(late));
    }
  }

  private record NeverUsed(SlotPermit permit) implements SlotReleaseContext<ActivitySlotInfo> {
    @Override
    public SlotReleaseReason getSlotReleaseReason() {
      return SlotReleaseReason.neverUsed();
    }

    @Override
    public SlotPermit getSlotPermit() {
      return permit;
    }

    @Override
    public @Nullable ActivitySlotInfo getSlotInfo() {
      return null;
    }
  }
}
