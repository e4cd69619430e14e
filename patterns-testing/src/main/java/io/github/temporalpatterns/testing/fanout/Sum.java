// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.fanout.Work;

/** Adds numbers; for subjects of the contract. */
public final class Sum implements Work.Reducer<Long> {

  /** For the library, which finds it by name. */
  public Sum() {}

  @Override
  public Long add(Long a, Long b) {
    return a + b;
  }
}
