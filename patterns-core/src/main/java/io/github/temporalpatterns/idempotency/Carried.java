// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.internal.Wire;

/**
 * What an activity's header says of its key.
 *
 * @param schema of this record
 * @param key the key
 * @param named whether the workflow's author named the step; if not it is the activity type
 * @param life which call of that key it is, in which link of a chain of runs; the same in every
 *     retry and reset
 * @param fresh whether nobody can have used the key before
 * @param barrier whether the worker's ledger is to stand between this step and its undo
 */
@Wire
record Carried(
    int schema, IdempotencyKey key, boolean named, String life, boolean fresh, boolean barrier) {
  static final int SCHEMA = 1;

  /** The header's name. */
  static final String HEADER = "patterns-idempotency";

  /** The name of the header that tells a child workflow whose work it does. */
  static final String SCOPE = "patterns-idempotency-scope";

  /** The name of the header that counts the links of a chain of runs. */
  static final String LINK = "patterns-idempotency-link";
}
