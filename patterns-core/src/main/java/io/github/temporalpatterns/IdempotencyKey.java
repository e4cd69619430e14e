// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.KeyText;
import io.github.temporalpatterns.internal.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Names one piece of work, so that doing it again is recognised. The same work has the same key in
 * every attempt, and in every second life of its run: workflow retry, reset, continue-as-new, cron.
 *
 * <p>Its text, {@link #toString}, has at most 255 characters, all of which a URL may contain but
 * the {@code #} of an undo. What does not fit is replaced by a hash. Keys are stored and sent in
 * the clear: name steps and items by ids, not by personal data.
 *
 * @param scope whose work it is: a chain of runs, by namespace, workflow id and first run id; or a
 *     business key
 * @param step which part of it, 1 to 200 characters
 * @param epoch 0, and one more for each time the step is done again on purpose
 * @param item which of several within the step, 1 to 200 characters; null if it is one
 * @param undo whether it is the step's undo
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record IdempotencyKey(
    String scope, String step, int epoch, @Nullable String item, boolean undo) {
  /** The longest step, item or business key, in characters. */
  public static final int PART_LENGTH = 200;

  /** The longest text of a key, in characters. */
  public static final int LENGTH = 255;

  /**
   * Refuses a key without a scope or step, or with a part that is too long.
   *
   * @param scope whose work it is
   * @param step which part of it
   * @param epoch 0, and one more for each time the step is done again on purpose
   * @param item which of several within the step; null if it is one
   * @param undo whether it is the step's undo
   * @throws IllegalArgumentException naming part, rule and value
   */
  public IdempotencyKey {
    Checks.notBlank("scope", scope);
    KeyText.checkPart("step", step);
    Checks.atLeast("epoch", epoch, 0);
    if (item != null) {
      KeyText.checkPart("item", item);
    }
  }

  /**
   * A key that does not depend on a workflow, such as an order's number.
   *
   * @param namespace keeps the keys of applications that share a database apart
   * @param businessKey 1 to 200 characters
   * @param step which part of the work
   * @return the key
   * @throws IllegalArgumentException naming part, rule and value
   */
  public static IdempotencyKey of(String namespace, String businessKey, String step) {
    return new IdempotencyKey(KeyText.businessScope(namespace, businessKey), step, 0, null, false);
  }

  /**
   * The key of one of several within the step; of an item's item, too.
   *
   * @param name of the item
   * @return a key that differs from this one
   * @throws IllegalArgumentException naming part, rule and value
   */
  public IdempotencyKey ofItem(String name) {
    KeyText.checkPart("item", name);
    return new IdempotencyKey(scope, step, epoch, KeyText.path(item, name), undo);
  }

  /**
   * The key of work that is done again on purpose.
   *
   * @param number the epoch, at least 0
   * @return a key that differs from that of every other epoch
   */
  public IdempotencyKey inEpoch(int number) {
    return new IdempotencyKey(scope, step, number, item, undo);
  }

  /** {@return the key of this work's undo} */
  public IdempotencyKey undoing() {
    return new IdempotencyKey(scope, step, epoch, item, true);
  }

  /** {@return the key of the work that this undoes; itself if it undoes nothing} */
  public IdempotencyKey undone() {
    return new IdempotencyKey(scope, step, epoch, item, false);
  }

  /**
   * What to give to another company's service as idempotency key: a hash of this one, so that it
   * tells nothing and collides with nobody's.
   *
   * @return 43 characters of the URL-safe Base64 alphabet
   */
  public String forProvider() {
    return KeyText.hash("provider\n" + this);
  }

  /** {@return the key as text, under which a ledger has it} */
  @Override
  public String toString() {
    return KeyText.of(scope, step, epoch, item, undo);
  }
}
