// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.saga.SagaEnv.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that run twice, with and without the worker's cache, each in an environment of its own that
 * replays all runs when it closes.
 */
@Tag("real-server")
@ParameterizedClass
@EnumSource(Cache.class)
abstract class SagaTest {

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @Parameter
  Cache cache;

  @SuppressWarnings("NullAway.Init") // set before each test
  SagaEnv env;

  @BeforeEach
  void open() {
    env = new SagaEnv(cache);
  }

  @AfterEach
  void close() {
    env.close();
  }
}
