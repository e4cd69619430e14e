// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.batch.CheckpointStore.Part;
import io.github.temporalpatterns.batch.CheckpointStore.Session;
import io.github.temporalpatterns.batch.CheckpointStore.Transaction;

/** For effects without a transaction: heartbeats alone keep the checkpoint. */
@RunsIn(ACTIVITY)
record NoStore(Checkpoint checkpoint) implements Session<Object> {
  private static final Transaction<Object> NONE = new NoTransaction();

  @Override
  public Transaction<Object> begin() {
    return NONE;
  }

  private static final class NoTransaction implements Transaction<Object> {
    @Override
    public Object sink() {
      return this;
    }

    @Override
    public void mark() {
      // An effect that fails half-way is the item's own business.
    }

    @Override
    public void undo() {
      // There is nothing to take back by.
    }

    @Override
    public void commit(Part part) {
      // The next heartbeat does.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
