// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.internal.Wire;
import io.temporal.common.SearchAttributeKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's command to a run. Every pattern has records of its own for its commands; all of them
 * begin with these three parts.
 *
 * <p>A command that lacks one of them, or has one that is too long, is refused: the update fails by
 * {@link FailureTypes#COMMAND_REFUSED} and the run is untouched. A repeated command is answered as
 * the first time and changes nothing. An id that was used for another command is refused.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public interface OperatorCommand {
  /** The longest request id, in characters. */
  int ID_LENGTH = 100;

  /** The longest name of who asks, in characters. */
  int BY_LENGTH = 200;

  /** The longest reason, in characters. */
  int REASON_LENGTH = 500;

  /**
   * The search attribute that finds the runs that wait for a person, by the words of the patterns
   * that wait: {@code PatternsWaiting = 'saga'}. It must be registered with the server as a {@code
   * KeywordList}, and each pattern's options switch it on.
   */
  SearchAttributeKey<List<String>> WAITING = SearchAttributeKey.forKeywordList("PatternsWaiting");

  /**
   * Recognises a repeated command.
   *
   * @return an id, unique per command
   */
  String requestId();

  /**
   * Names who asks.
   *
   * @return a person or a tool
   */
  String by();

  /**
   * Says why.
   *
   * @return the reason
   */
  String reason();

  /**
   * Why a command was refused: the detail of a {@link FailureTypes#COMMAND_REFUSED}.
   *
   * @param pattern the pattern that refused, by its word
   * @param rule the rule that the command breaks
   * @param value what the command has instead, or null
   */
  @Wire
  record Refusal(String pattern, String rule, @Nullable String value) {}
}
