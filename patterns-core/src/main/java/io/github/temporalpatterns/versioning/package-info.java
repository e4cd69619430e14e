// SPDX-License-Identifier: Apache-2.0
/**
 * Changes of a workflow's code while its runs are open: each change is declared once, open runs
 * keep to their branch, and a report says when a branch can be deleted.
 *
 * <p>Use it where runs live longer than a release. Do not use it for runs of minutes: let the old
 * workers finish them, or pin them to a build.
 *
 * <pre>{@code
 * static final ChangeLedger LEDGER =
 *     ChangeLedger.newBuilder()
 *         .change("fraud-check", "suspicious orders are found before the payment")
 *         .version(1, "2026-03-02", "asks the fraud service")
 *         .version(2, "2026-09-14", "the score goes to the payment")
 *         .build();
 *
 * private final VersionedFlow flow = VersionedFlow.create(LEDGER);
 *
 * Receipt receipt =
 *     flow.on("fraud-check").before(this::v1).since(1, this::v2).since(2, this::v3).run(order);
 * }</pre>
 *
 * <p>Start with {@link io.github.temporalpatterns.versioning.ChangeLedger} and {@link
 * io.github.temporalpatterns.versioning.VersionedFlow}.
 *
 * @see <a
 *     href="https://github.com/temporalpatterns/temporal-patterns/blob/main/docs/patterns/versioning.md">versioning.md</a>
 */
@NullMarked
package io.github.temporalpatterns.versioning;

import org.jspecify.annotations.NullMarked;
