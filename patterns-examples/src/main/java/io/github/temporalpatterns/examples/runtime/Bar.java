// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.runtime;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Help.Ansi;

/** Progress bars, where somebody can see them. */
public final class Bar {

  private Bar() {}

  /**
   * Starts a bar.
   *
   * @param builder what it shows
   * @param quiet whether the user asked for silence
   * @return the bar, which draws nothing when quiet or when the output is no terminal
   */
  public static ProgressBar start(ProgressBarBuilder builder, boolean quiet) {
    if (quiet || !Ansi.AUTO.enabled()) {
      builder.setConsumer(new DelegatingProgressBarConsumer(line -> {}));
    }
    return builder.continuousUpdate().build();
  }
}
