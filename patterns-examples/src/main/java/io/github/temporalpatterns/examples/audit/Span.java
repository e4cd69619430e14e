// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import java.util.List;

/**
 * When a chunk of artifacts was checked.
 *
 * @param first the number of its first artifact
 * @param checked how many artifacts
 * @param findings how many of them were not verified
 * @param bytes how many were read
 * @param started when, in Unix milliseconds
 * @param ended when, in Unix milliseconds
 */
public record Span(long first, long checked, long findings, long bytes, long started, long ended) {

  static Span of(long first, List<Checked> all, long started, long ended) {
    return new Span(
        first,
        all.size(),
        all.stream().filter(one -> one.outcome() != Outcome.VERIFIED).count(),
        all.stream().mapToLong(Checked::bytes).sum(),
        started,
        ended);
  }
}
