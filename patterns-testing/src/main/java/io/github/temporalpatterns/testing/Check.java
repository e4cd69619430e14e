// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

/**
 * What a {@link PatternEnv} checks by itself when its test ends, unless {@link
 * PatternEnvOptions.Builder#setUnchecked} or {@link PatternTest#unchecked} switches it off.
 */
public enum Check {
  /**
   * The scripts matched what the workflows did: no call had no script, no script asked for what its
   * activity cannot do, and no behaviour was left unused. The test fails even if the workflow
   * caught the failure of the call.
   */
  SCRIPTS,
  /**
   * No run did what a production server with its default settings would refuse, such as a payload
   * above 2 MiB or 2,001 activities at once. The embedded server lets such a run pass.
   */
  LIMITS
}
