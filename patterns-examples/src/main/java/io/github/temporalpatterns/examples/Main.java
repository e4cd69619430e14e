// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The examples' command line. */
@Command(
    name = "examples",
    mixinStandardHelpOptions = true,
    description = "Runnable examples of Temporal Patterns.")
public final class Main implements Runnable {

  /**
   * Runs the command line and exits with its code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
