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
  private final Source<T> source;
  private final Supplier<Transaction<C>> transactions;
  private final TransactionalWork<? super T, ? super C> work;
  private final DeadLetters<? super T> deadLetters;
  private final SkipLedger skips;
  private final Halt halt;
  private final Heart heart;
  private final @Nullable Turns turns;

  /** Units take turns in being recorded if there are turns, and are recorded as they end if not. */
  UnitRunner(
      BatchOptions options,
      Source<T> source,
      Supplier<Transaction<C>> transactions,
      TransactionalWork<? super T, ? super C> work,
      DeadLetters<? super T> deadLetters,
      SkipLedger skips,
      Halt halt,
      Heart heart,
      @Nullable Turns turns) {
    this.options = options;
    this.source = source;
    this.transactions = transactions;
    this.work = work;
    this.deadLetters = deadLetters;
    this.skips = skips;
    this.halt = halt;
    this.heart = heart;
    this.turns = turns;
  }

  End run(Unit<T> unit) {
    halt.enter();
    try (Transaction<C> transaction = transactions.get()) {
      return process(unit, transaction);
    } catch (Exception e) {
      Exception stop = heart.stop(e);
      return new End(null, stop == null ? e : stop);
    } finally {
      halt.leave();
    }
  }

  /** Lets the next unit be recorded, now that the batch has heard of the end of this one. */
  void endTurn(Unit<T> unit, @Nullable End end) {
    if (turns != null && end != null && end.failure() == null) {
      turns.pass(unit.first() + unit.items().size());
    } else if (turns != null) {
      turns.close();
    }
  }

  /** A failure, or a halt, ends a unit early; what was done before it is committed. */
  private End process(Unit<T> unit, Transaction<C> transaction) throws Exception {
    ItemTries tries = new ItemTries(options.getItemRetry(), halt, heart);
    List<Skip> skipped = new ArrayList<>();
    long next = unit.first();
    Exception failure = null;
    try {
      for (T item : unit.items()) {
        if (isHalted(next == unit.first())) {
          throw new Halted(null);
        }
        one(item, next, transaction, tries, skipped);
        next++;
      }
    } catch (Halted | SkipLimitException e) {
      failure = e;
    }
    if (next == unit.first()) {
      return new End(null, failure);
    }
    T last = unit.items().get((int) (next - 1 - unit.first()));
    Part done =
        new Part(
            unit.first(), next - 1, tries.retried(), List.copyOf(skipped), source.cursor(last));
    if (turns != null) {
      turns.await(unit.first());
    }
    transaction.commit(done);
    return new End(done, failure);
  }

  /** A unit that was handed out begins: one after it may have begun, and could not be recorded. */
  private boolean isHalted(boolean atFirst) {
    return halt.end() != null || (halt.isRequested() && !atFirst);
  }

  private void one(
      T item, long position, Transaction<C> transaction, ItemTries tries, List<Skip> skipped)
      throws Exception {
    Exception failure = tries.run(() -> attempt(item, position, transaction));
    if (failure != null) {
      if (!skips.take()) {
        throw new SkipLimitException(position, failure);
      }
      deadLetters.add(item, position, failure);
      skipped.add(new Skip(position, Reasons.of(source.cursor(item), failure)));
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
