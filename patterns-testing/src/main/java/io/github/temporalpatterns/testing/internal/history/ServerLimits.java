// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

/**
 * What a server with its default settings accepts. {@code docs/limits.md} says which of it was
 * tried on a real one.
 */
final class ServerLimits {

  /** Bytes of the arguments of one call, of one result or of a memo, serialized. */
  static final int PAYLOAD_BYTES = 2 << 20;

  /** Bytes that one workflow task may write: one message and one database transaction. */
  static final int TASK_BYTES = 4 << 20;

  /** Calls of one kind that have not ended, of one run. */
  static final int PENDING = 2_000;

  /** Events of one run. */
  static final int EVENTS = 51_200;

  /** Bytes of the history of one run. */
  static final long HISTORY_BYTES = 50L << 20;

  /** Signals that one run takes. */
  static final int SIGNALS = 10_000;

  /** Updates that one run accepts. */
  static final int UPDATES = 2_000;

  /** Updates of one run that are under way at one time. */
  static final int UPDATES_IN_FLIGHT = 10;

  /** Bytes of an id or a name. */
  static final int ID_BYTES = 1_000;

  /** Search attributes set at one time. */
  static final int SEARCH_ATTRIBUTES = 100;

  /** Bytes of the value of one search attribute. */
  static final int SEARCH_ATTRIBUTE_BYTES = 2 << 10;

  /** Bytes of all search attributes set at one time. */
  static final int SEARCH_ATTRIBUTES_BYTES = 40 << 10;

  private ServerLimits() {}
}
