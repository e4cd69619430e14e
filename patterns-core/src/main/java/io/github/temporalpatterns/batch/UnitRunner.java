// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.batch.Checkpoint.Skip;
import io.github.temporalpatterns.batch.CheckpointStore.Part;
import io.github.temporalpatterns.batch.CheckpointStore.Transaction;
import io.github.temporalpatterns.batch.ItemTries.Halted;
import io.github.temporalpatterns.batch.ResumableBatch.DeadLetters;
import io.github.temporalpatterns.batch.ResumableBatch.TransactionalWork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Works on units, each within a transaction, on any thread. */
@RunsIn(ACTIVITY)
final class UnitRunner<T, C> {

  /**
   * What a unit came to.
   *
   * @param done the items at its beginning that are done and committed, null if none
   * @param failure why the others are not, null if there are none
   */
  record End(@Nullable Part done, @Nullable Exception failure) {}

  private final BatchOptions options;
  private final Supplier<Transaction<C>> transactions;
  private final TransactionalWork<? super T, ? super C> work;
  private final DeadLetters<? super T> deadLetters;
  private final SkipLedger skips;
  private final Halt halt;

  UnitRunner(
      BatchOptions options,
      Supplier<Transaction<C>> transactions,
      TransactionalWork<? super T, ? super C> work,
      DeadLetters<? super T> deadLetters,
      SkipLedger skips,
      Halt halt) {
    this.options = options;
    this.transactions = transactions;
    this.work = work;
    this.deadLetters = deadLetters;
    this.skips = skips;
    this.halt = halt;
  }

  End run(Unit<T> unit) {
    halt.enter();
    try (Transaction<C> transaction = transactions.get()) {
      return process(unit, transaction);
    } catch (Exception e) {
      return new End(null, e);
    } finally {
      halt.leave();
    }
  }

  /** A failure, or a halt, ends a unit early; what was done before it is committed. */
  private End process(Unit<T> unit, Transaction<C> transaction) throws Exception {
    ItemTries tries = new ItemTries(options.getItemRetry(), halt);
    List<Skip> skipped = new ArrayList<>();
    long next = unit.first();
    Exception failure = null;
    try {
      for (T item : unit.items()) {
        one(item, next, transaction, tries, skipped);
        next++;
      }
    } catch (Halted | SkipLimitException e) {
      failure = e;
    }
    if (next == unit.first()) {
      return new End(null, failure);
    }
    Part done = new Part(unit.first(), next - 1, tries.retried(), List.copyOf(skipped));
    transaction.commit(done);
    return new End(done, failure);
  }

  private void one(
      T item, long position, Transaction<C> transaction, ItemTries tries, List<Skip> skipped)
      throws Exception {
    if (halt.isRequested()) {
      throw new Halted();
    }
    Exception failure = tries.run(() -> attempt(item, position, transaction));
    if (failure != null) {
      if (!skips.take()) {
        throw new SkipLimitException(position, failure);
      }
      deadLetters.add(item, position, failure);
      skipped.add(new Skip(position, Reasons.of(failure)));
    }
  }

  private void attempt(T item, long position, Transaction<C> transaction) throws Exception {
    transaction.mark();
    boolean done = false;
    try {
      work.process(item, position, transaction.sink());
      done = true;
    } finally {
      if (!done) {
        transaction.undo();
      }
    }
  }
}
