// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions.TaskFailures;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.versioning.ScriptedVersions.Build;
import java.time.Duration;
import java.util.List;

/**
 * An environment whose worker runs the build that is deployed. Each workflow task makes the run
 * anew, so a deployment is there from the next task on.
 */
final class VersionsLab implements AutoCloseable {
  private final PatternEnv env;
  private volatile Build deployed = new Build(List.of(), List.of());

  VersionsLab(VersioningContract contract, String name) {
    env =
        PatternEnv.open(
            Contracts.options(name, contract.patience())
                .setTaskFailures(TaskFailures.TOLERATE)
                .build());
    env.worker()
        .registerWorkflowFactory(ScriptedVersions.class, () -> new VersionsRun(contract, deployed));
  }

  PatternEnv env() {
    return env;
  }

  void deploy(Build build) {
    deployed = build;
  }

  Scenario<ScriptedVersions> start() {
    // A task that fails is tried again when the time of the attempt is over.
    return env.scenario(ScriptedVersions.class)
        .configure(options -> options.setWorkflowTaskTimeout(Duration.ofSeconds(1)))
        .start(versions -> versions.run(null));
  }

  @Override
  public void close() {
    env.close();
  }
}
