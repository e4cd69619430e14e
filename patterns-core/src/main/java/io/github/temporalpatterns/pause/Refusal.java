// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

/**
 * Why a command is not obeyed.
 *
 * @param rule the rule that it breaks
 * @param stale whether the same command was good at an earlier time
 */
record Refusal(String rule, boolean stale) {}
