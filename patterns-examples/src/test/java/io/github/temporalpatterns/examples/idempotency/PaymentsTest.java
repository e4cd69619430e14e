// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.Main;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PaymentsTest {
  private static final Pattern UNKNOWN =
      Pattern.compile("UNKNOWN (\\S+)\\s+at workflow payments-\\S+ run \\S+ activity Letter");

  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    PrintWriter writer = new PrintWriter(out);
    CommandLine line = Main.commandLine(TemporalServer::startInProcess);
    return line.setOut(writer).setErr(writer).execute(arguments);
  }

  @Test
  void paysOnceWithALedgerAndMoreThanOnceWithout() {
    int code = run("payments", "--payments", "6");
    assertThat(code).as("%s", out).isZero();
    assertThat(out.toString())
        .containsPattern("without ledger +6 +1\\d +1\\d +1\\d +\\d+ +0 +-")
        .containsPattern("with ledger +6 +6 +6 +6 +0 +[1-6] +ann")
        .containsPattern("letter of p\\d: done by ann");
  }

  @Test
  void leavesToTheUserWhatNobodyKnows(@TempDir Path folder) {
    String db = "--db=" + folder.resolve("payments");
    assertThat(run("payments", "--payments", "3", db, "--leave-unknown")).as("%s", out).isZero();
    assertThat(out.toString())
        .containsPattern("with ledger +3 +3 +3 +3 +0 +[1-3] +nobody")
        .contains("./examples payments list --db");

    assertThat(run("payments", "list", db)).isZero();
    Matcher unknown = UNKNOWN.matcher(out.toString());
    assertThat(unknown.find()).as("%s", out).isTrue();
    String[] done = {"payments", "done", unknown.group(1), db, "--by=ann", "--reason=seen there"};
    assertThat(run(done)).as("%s", out).isZero();
    assertThat(out.toString()).contains("DONE: done ").contains(" by ann: seen there");

    assertThat(run(done)).as("it is decided").isEqualTo(2);
    assertThat(out.toString()).contains("state: must be UNKNOWN");
    assertThat(run("payments", "bar", "no-such-key", db, "--by=ann", "--reason=none")).isEqualTo(2);
    assertThat(out.toString()).contains("the ledger has no key no-such-key");
  }

  @Test
  void refusesWhatCannotBe() {
    assertThat(run("payments", "--payments", "0")).isEqualTo(2);
    assertThat(run("payments", "--leave-unknown")).isEqualTo(2);
    assertThat(out.toString()).contains("--leave-unknown needs --db");
  }
}
