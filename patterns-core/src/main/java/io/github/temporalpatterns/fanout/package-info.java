// SPDX-License-Identifier: Apache-2.0
/**
 * Chunked parallel fan-out: the same work for ten items or a million, in chunks, with a bound on
 * calls at once, and with every item's outcome counted once.
 *
 * <p>Use it when there are many items, or their number is not known. Do not use it for a few calls
 * if the workflow needs each result: that is a bounded map.
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
