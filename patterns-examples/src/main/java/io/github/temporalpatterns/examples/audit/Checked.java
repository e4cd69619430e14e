// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

/**
 * A checked artifact.
 *
 * @param number its place in the list
 * @param path where it is, seen from the audited directory
 * @param outcome what the check found
 * @param reason which check failed and how; empty when verified
 * @param bytes how many were read
 */
public record Checked(long number, String path, Outcome outcome, String reason, long bytes) {}
