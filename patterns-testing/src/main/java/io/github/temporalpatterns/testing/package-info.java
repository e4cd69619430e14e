// SPDX-License-Identifier: Apache-2.0
/**
 * A test kit for any Temporal workflow: script its activities, run it, verify what it did.
 *
 * <p>{@link io.github.temporalpatterns.testing.PatternTest} gives each JUnit test a server, a
 * worker and what the test declares as parameters: a {@link
 * io.github.temporalpatterns.testing.Scenario} to run a workflow, a {@link
 * io.github.temporalpatterns.testing.Canned} activity for each interface, or the {@link
 * io.github.temporalpatterns.testing.PatternEnv} itself. Every run is replayed, at each workflow
 * task and when the test ends; a run that hangs is explained in a few lines.
 *
 * <p>The same tests run on the embedded and on a real server: see {@link
 * io.github.temporalpatterns.testing.PatternEnvOptions.Server}. Do not use it in production code.
 * Everything here is for the thread of a test, unless it says otherwise.
 *
 * @see <a
 *     href="https://github.com/temporalpatterns/temporal-patterns/blob/main/docs/testing.md">The
 *     guide</a>
 */
@NullMarked
package io.github.temporalpatterns.testing;

import org.jspecify.annotations.NullMarked;
