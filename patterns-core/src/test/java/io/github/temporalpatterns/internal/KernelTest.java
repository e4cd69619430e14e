// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.github.temporalpatterns.internal.KernelEnv.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that run twice, with and without the worker's cache, each in an environment of its own.
 * Timers that fire in them are short, because time is real on both servers.
 */
@Tag("real-server")
@ParameterizedClass
@EnumSource(Cache.class)
abstract class KernelTest {

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @Parameter
  Cache cache;

  @SuppressWarnings("NullAway.Init") // set before each test
  KernelEnv env;

  @BeforeEach
  void open() {
    env = new KernelEnv(cache);
  }

  @AfterEach
  void close() {
    env.close();
  }
}
