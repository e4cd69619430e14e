// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.temporal.worker.PreferredVersionProvider;
import io.temporal.worker.PreferredVersionProviderInput;
import io.temporal.worker.VersionPreference;
import io.temporal.workflow.Functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a rollout. The one class that knows the SDK's experimental version provider. A client sets
 * it up, and what it answers is recorded and not asked for in a replay: so it may have a memory.
 */
@RunsIn(CLIENT)
final class RolloutProvider implements PreferredVersionProvider {
  private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);

  private final Functions.Func<Rollout> current;

  /** The last one that could be read. Workflow threads of one worker share it. */
  private volatile Rollout last;

  RolloutProvider(Functions.Func<Rollout> current) {
    this.current = Checks.notNull("current", current);
    last = Checks.notNull("rollout", current.apply());
  }

  @Override
  public VersionPreference getPreferredVersion(PreferredVersionProviderInput input) {
    return VersionPreference.of(
            now()
                .version(
                    input.getWorkflowInfo().getWorkflowId(),
                    input.getChangeId(),
                    input.getMinSupported(),
                    input.getMaxSupported()))
        .clampToSupportedRange();
  }

  private Rollout now() {
    try {
      last = Checks.notNull("rollout", current.apply());
    } catch (RuntimeException e) {
      LOG.warn("The rollout cannot be read; the last one that could be read holds.", e);
    }
    return last;
  }
}
