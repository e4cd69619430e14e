// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

/** Where an attempt can be struck. */
enum Moment {
  BEFORE_EFFECT,
  AFTER_EFFECT,
  BEFORE_HEARTBEAT,
  AFTER_HEARTBEAT,
  BEFORE_COMPLETION
}
