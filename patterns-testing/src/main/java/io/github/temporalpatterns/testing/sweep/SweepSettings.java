// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** What a sweep was asked for. */
record SweepSettings(
    Consumer<PatternEnvOptions.Builder> options,
    Set<FaultKind> kinds,
    Map<String, Object[]> signals,
    int pairs,
    long seed,
    ThrowingConsumer<PatternEnv> test) {}
