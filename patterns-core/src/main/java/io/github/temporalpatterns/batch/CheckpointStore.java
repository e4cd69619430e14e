// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.batch.Checkpoint.Skip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the checkpoint where the effects are, so that both are written in one transaction and no
 * item is processed twice. {@link JdbcCheckpointStore} is one for SQL databases; implement this
 * interface for another sink that has transactions.
 *
 * <p>Activity code only. Any thread may call the methods, but one thread makes all calls of a
 * transaction. Whatever they throw ends the attempt.
 *
 * @param <C> what an item writes to within a transaction, such as a connection
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
public interface CheckpointStore<C> {

  /**
   * Takes over a batch: from now on, no earlier session of the batch can commit.
   *
   * @param batchId the batch, the same at every attempt
   * @return a session that knows what has been committed
   */
  Session<C> open(String batchId);

  /**
   * One attempt's hold on a batch.
   *
   * @param <C> what an item writes to
   */
  interface Session<C> {

    /** {@return what was committed before the session was opened} */
    Checkpoint checkpoint();

    /** {@return a new transaction} */
    Transaction<C> begin();
  }

  /**
   * Some items' effects and the record that they are done.
   *
   * @param <C> what an item writes to
   */
  interface Transaction<C> extends AutoCloseable {

    /** {@return what an item writes to} */
    C sink();

    /** Remembers the state before an item is tried. */
    void mark();

    /** Rolls back what was written since the last mark. */
    void undo();

    /**
     * Commits the effects together with the record.
     *
     * @param part which items are done
     * @throws io.temporal.failure.ApplicationFailure {@link
     *     io.github.temporalpatterns.FailureTypes#BATCH_SUPERSEDED} if another session was opened
     *     since; nothing is committed then
     */
    void commit(Part part);

    /** Rolls back what was not committed, and releases the sink. */
    @Override
    void close();
  }

  /**
   * Neighbouring items that are done.
   *
   * @param first position of the first one
   * @param last position of the last one
   * @param retried how many times one of them was tried again
   * @param skipped those of them that failed and were skipped
   * @param cursor the key of the last one, as text; null if the batch goes by positions
   */
  record Part(long first, long last, long retried, List<Skip> skipped, @Nullable String cursor) {

    /**
     * A part of a batch that goes by positions.
     *
     * @param first position of the first one
     * @param last position of the last one
     * @param retried how many times one of them was tried again
     * @param skipped those of them that failed and were skipped
     */
    public Part(long first, long last, long retried, List<Skip> skipped) {
      this(first, last, retried, skipped, null);
    }
  }
}
