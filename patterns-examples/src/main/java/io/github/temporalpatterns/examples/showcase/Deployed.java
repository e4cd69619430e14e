// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

/** The worker of a release. */
interface Deployed extends AutoCloseable {

  /** Ends it at once, as if its machine had gone. */
  @Override
  void close();
}
