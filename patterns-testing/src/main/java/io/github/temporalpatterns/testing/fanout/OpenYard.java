// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.testing.Gates;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Does what an item's name says: {@code fail...} fails, {@code poison...} fails the whole chunk,
 * {@code gate...} waits until its gate is opened or it is cancelled, {@code lost...} is left out of
 * the answer, and after {@code early...} the chunk returns. Anything else succeeds at once.
 */
final class OpenYard implements Yard {
  private final Gates gates = new Gates();
  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final List<String> letters = new CopyOnWriteArrayList<>();
  private final List<List<String>> pages = new CopyOnWriteArrayList<>();
  private volatile boolean circular;

  void open(String item) {
    gates.open(item);
  }

  /** Items in the order in which they were begun, as often as they were. */
  List<String> begun() {
    return begun;
  }

  /** What the dead letter activity got, as "3 item". */
  List<String> letters() {
    return letters;
  }

  /** Adds a page; its cursor is its number. */
  void page(List<String> items) {
    pages.add(items);
  }

  /** Lets the last page point to the first but one. */
  void circular() {
    circular = true;
  }

  @Override
  public Chunk.Result<Long> chunk(Chunk<String> chunk) {
    List<String> items = chunk.items();
    if (items.stream().anyMatch(item -> item.startsWith("poison"))) {
      throw ApplicationFailure.newNonRetryableFailure("poison in the chunk", "POISON");
    }
    for (int place = 0; place + 1 < items.size(); place++) {
      if (items.get(place).startsWith("early")) {
        return first(chunk, place + 1);
      }
    }
    Chunk.Result<Long> all = chunk.fold(new Sum(), this::one);
    long lost = items.stream().filter(item -> item.startsWith("lost")).count();
    return new Chunk.Result<>(
        all.succeeded() - (int) lost, all.failed(), all.resumeFrom(), all.value());
  }

  @Override
  public Chunk.Result<Long> sum(Chunk<Long> chunk) {
    return chunk.fold(new Sum(), number -> number);
  }

  @Override
  public long item(String item) {
    return one(item);
  }

  @Override
  public Source.Page<String> page(@Nullable String cursor) {
    int page = cursor == null ? 0 : Integer.parseInt(cursor);
    boolean last = page + 1 == pages.size();
    String next = String.valueOf(last ? 1 : page + 1);
    return new Source.Page<>(pages.get(page), last && !circular ? null : next);
  }

  @Override
  public void park(List<Chunk.Letter<String>> parked) {
    parked.forEach(letter -> letters.add(letter.index() + " " + letter.item()));
  }

  static void refuse(String item) {
    if (item.startsWith("fail") || item.startsWith("poison")) {
      throw ApplicationFailure.newNonRetryableFailure(item + " is refused", "REFUSED");
    }
  }

  private Chunk.Result<Long> first(Chunk<String> chunk, int count) {
    List<String> part = new ArrayList<>(chunk.items().subList(0, count));
    Chunk.Result<Long> done = new Chunk<>(chunk.first(), count, part).fold(new Sum(), this::one);
    return new Chunk.Result<>(done.succeeded(), done.failed(), count, done.value());
  }

  private long one(String item) {
    begun.add(item);
    if (item.startsWith("gate")) {
      gates.pass(item);
    }
    refuse(item);
    return 1;
  }
}
