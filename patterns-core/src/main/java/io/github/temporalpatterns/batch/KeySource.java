// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.batch.ResumableBatch.Keyset;
import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.common.converter.DataConverterException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Items by their keys, which the worker's data converter writes and reads. */
@RunsIn(ACTIVITY)
final class KeySource<T, K> implements Source<T> {

  /** With it, a checkpoint has at most 8 KiB, and a column is wide enough. */
  static final int LONGEST = 1_000;

  private final Keyset<T, K> keyset;
  private final RunConverter converter;
  private @Nullable K last;

  KeySource(Keyset<T, K> keyset, RunConverter converter) {
    this.keyset = keyset;
    this.converter = converter;
  }

  @Override
  public Stream<? extends T> from(Checkpoint start) {
    String cursor = start.cursor();
    if (cursor == null && start.mark() > 0) {
      throw BatchFailures.unreadable(
          "the batch goes by keys, its checkpoint by positions: " + start.mark(), null);
    }
    last = cursor == null ? null : read(cursor);
    return keyset.items().apply(last).sequential().map(this::checked);
  }

  private @Nullable K read(String cursor) {
    try {
      return converter.decode(Encoded.ofColumn(cursor), keyset.type(), keyset.type());
    } catch (DataConverterException | IllegalArgumentException e) {
      throw BatchFailures.unreadable(
          "the checkpoint's cursor is no %s: %s".formatted(keyset.type().getName(), cursor), e);
    }
  }

  /** Two items of one key could not be told apart when a checkpoint lies between them. */
  private T checked(T item) {
    K key = key(item);
    if (key.equals(last)) {
      throw BatchFailures.refused(
          "keyset: items come after the key and have one each, two have " + key);
    }
    last = key;
    return item;
  }

  @SuppressWarnings("ConstantValue") // a user's function: it may return what it likes
  private K key(T item) {
    K key = keyset.key().apply(item);
    if (key == null) {
      throw BatchFailures.refused("keyset: each item must have a key, none has " + item);
    }
    return key;
  }

  @Override
  public String cursor(T item) {
    String cursor = converter.encode(key(item)).column();
    if (cursor.length() > LONGEST) {
      throw BatchFailures.refused(
          "keyset: a key must have at most %d characters, has %d: %s"
              .formatted(LONGEST, cursor.length(), cursor.substring(0, 100)));
    }
    return cursor;
  }

  @Override
  public boolean isOrdered() {
    return true;
  }
}
