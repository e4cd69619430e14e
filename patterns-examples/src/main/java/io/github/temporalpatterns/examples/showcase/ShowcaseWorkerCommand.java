// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.examples.shop.Shop;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@link ShowcaseCommand} starts: works until its standard input ends. */
@Command(name = "worker", hidden = true, description = "Run the worker of one release.")
public final class ShowcaseWorkerCommand implements Callable<Integer> {
  private final Supplier<TemporalServer> servers;

  @Spec private CommandSpec spec;

  @Option(names = "--release", required = true, description = "1 or 2.")
  private int release;

  @Option(names = "--db", required = true, description = "The shop's database.")
  private Path db;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public ShowcaseWorkerCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws IOException {
    try (TemporalServer server = servers.get();
        Shop shop = Shop.open(db)) {
      // Nobody closes it: it lives as long as the process.
      new ReleaseWorker(server.client(), shop, release);
      spec.commandLine().getOut().println("ready");
      // It ends when whoever started this process closes it or dies, however that happens.
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    return 0;
  }
}
