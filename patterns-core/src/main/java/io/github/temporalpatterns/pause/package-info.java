// SPDX-License-Identifier: Apache-2.0
/**
 * Long-running workflows that can be paused, resumed and stopped, with deadlines that stop during a
 * pause and with continue-as-new.
 *
 * <p>Use it when a workflow runs for hours or months and people must be able to pause, inspect and
 * stop it. Do not use it to wait for a decision, or for work of minutes.
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
