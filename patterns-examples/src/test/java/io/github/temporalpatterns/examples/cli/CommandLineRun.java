// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.cli;

import io.github.temporalpatterns.examples.Main;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * What one call of the command line gave.
 *
 * @param code the exit code
 * @param out what went to the standard output
 * @param err what went to the standard error
 */
public record CommandLineRun(int code, String out, String err) {

  /** Runs a line on a server that it opens, or never does. */
  public static CommandLineRun of(Supplier<TemporalServer> servers, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine(servers);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int code = line.execute(arguments);
    return new CommandLineRun(code, out.toString(), err.toString());
  }

  /** The last line of the output. */
  public String lastLine() {
    return out.lines().reduce((first, second) -> second).orElse("");
  }
}
