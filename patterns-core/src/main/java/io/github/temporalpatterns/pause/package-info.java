// SPDX-License-Identifier: Apache-2.0
/**
 * The pausable long-runner: pause at safe points, resume, stop, with deadlines that stand still and
 * continue-as-new built in.
 *
 * <p>Use it when a workflow works for hours or months and people must be able to hold it, look at
 * it and end it. Do not use it to wait for a decision, or for work of minutes.
 *
 * <pre>{@code
 * while (gate.checkpoint()) {
 *   gate.perform(() -> activities.copy(next++));
 * }
 * }</pre>
 *
 * <p>Start with {@link io.github.temporalpatterns.pause.PauseGate}, or extend {@link
 * io.github.temporalpatterns.pause.LongRunningWorkflow}.
 *
 * @see <a
 *     href="https://github.com/temporalpatterns/temporal-patterns/blob/main/docs/patterns/pause.md">pause.md</a>
 */
@NullMarked
package io.github.temporalpatterns.pause;

import org.jspecify.annotations.NullMarked;
