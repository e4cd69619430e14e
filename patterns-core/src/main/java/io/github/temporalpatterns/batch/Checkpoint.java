// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch has come. Its heartbeats carry the checkpoint, and the next activity may start
 * from it. Immutable, at most 8 KiB as JSON.
 *
 * <p>Items end out of order, so an offset alone would lose some. All items below the mark are done;
 * above it, runs of items that are not done alternate with runs of items that are. A batch that
 * goes by keys records its items in their order, so nothing is done above its mark, and it has a
 * cursor.
 *
 * <p>Written and read by the library; a workflow only passes it on. Unknown properties are ignored,
 * so that workers of neighbouring versions can share a batch; a greater {@code schema} is refused.
 *
 * @param schema version of this record's meaning, now {@value #SCHEMA}
 * @param mark every item below this position is done
 * @param above the lengths of these runs from the mark on: not done, done, and so on; the last run
 *     is one of done items
 * @param skipped how many of the items that are done failed and were skipped
 * @param retried how many times an item was tried again
 * @param samples the first skipped items, at most {@value #MOST_SAMPLES}
 * @param cursor the key of the last item below the mark, as the worker's data converter writes it;
 *     null if the batch goes by positions
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
public record Checkpoint(
    int schema,
    long mark,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Long> above,
    long skipped,
    long retried,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Skip> samples,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String cursor) {

  /** The schema that this version writes: {@value}. */
  public static final int SCHEMA = 1;

  /** The skipped items that a checkpoint names: {@value}. */
  public static final int MOST_SAMPLES = 20;

  /**
   * An item that failed for good and was passed over.
   *
   * @param position the item's place, from 0
   * @param reason type and message of its last failure, on one short line
   */
  @Wire
  public record Skip(long position, String reason) {}

  /**
   * A checkpoint of a batch that goes by positions.
   *
   * @param schema version of the record's meaning
   * @param mark every item below this position is done
   * @param above the lengths of the runs from the mark on: not done, done, and so on
   * @param skipped how many failed and were skipped
   * @param retried how many times an item was tried again
   * @param samples the first skipped items
   */
  public Checkpoint(
      int schema, long mark, List<Long> above, long skipped, long retried, List<Skip> samples) {
    this(schema, mark, above, skipped, retried, samples, null);
  }

  /** {@return the checkpoint of a batch that has done nothing} */
  public static Checkpoint none() {
    return new Checkpoint(SCHEMA, 0, List.of(), 0, 0, List.of());
  }

  /** {@return how many items are done, including the skipped ones} */
  public long done() {
    long done = mark;
    for (int i = 1; i < above.size(); i += 2) {
      done += above.get(i);
    }
    return done;
  }

  /** {@return how many items were processed successfully} */
  public long processed() {
    return done() - skipped;
  }
}
