// SPDX-License-Identifier: Apache-2.0
/**
 * Batches within one activity: many items, a bounded window, a heartbeat that carries a checkpoint,
 * and an attempt that resumes where the one before it ended.
 *
 * <p>Use it for work that one worker can do: a file, a table, an export. Do not use it to spread
 * items over many workers; that is a fan-out of activities.
 *
 * <pre>{@code
 * ResumableBatch.create(BatchOptions.newBuilder().setWindow(8).setSkipLimit(100).build())
 *     .run(from -> lines(file).skip(from), (line, position) -> insert(position, line));
 * }</pre>
 *
 * <p>Start with {@link io.github.temporalpatterns.batch.ResumableBatch}.
 *
 * @see <a
 *     href="https://github.com/temporalpatterns/temporal-patterns/blob/main/docs/patterns/batch.md">batch.md</a>
 */
@NullMarked
package io.github.temporalpatterns.batch;

import org.jspecify.annotations.NullMarked;
