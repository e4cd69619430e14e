// SPDX-License-Identifier: Apache-2.0
/**
 * Chunked parallel fan-out: the same work for ten items or a million, in chunks, bounded, with
 * every item's outcome counted once.
 *
 * <p>Use it when the items are many, or nobody knows how many. Do not use it for a few calls whose
 * every result the workflow needs: that is a bounded map.
 *
 * <pre>{@code
 * private final ChunkedFanOut fanOut =
 *     ChunkedFanOut.create(FanOutOptions.newBuilder(ACTIVITIES).build());
 * ...
 * FanOutReport<Totals> report =
 *     fanOut.run(Source.of(paths), Work.chunks(Audits.class, Audits::audit).reduce(Sum.class));
 * }</pre>
 *
 * <p>Start with {@link io.github.temporalpatterns.fanout.ChunkedFanOut}.
 *
 * @see <a
 *     href="https://github.com/temporalpatterns/temporal-patterns/blob/main/docs/patterns/fanout.md">fanout.md</a>
 */
@NullMarked
package io.github.temporalpatterns.fanout;

import org.jspecify.annotations.NullMarked;
