// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.versioning.ChangeLedger.Branch;
import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeLedgerTest {
  private static final ChangeLedger LEDGER =
      ChangeLedger.newBuilder()
          .change("fraud-check", "fraud")
          .version(1, "2026-03-02", "asks")
          .version(2, "2026-09-14", "tells")
          .change("fee", "the fee")
          .scope(Scope.KEY)
          .version(3, "2026-01-01", "no minimum")
          .version(4, "2026-05-01", "a maximum")
          .oldest(3)
          .retired("old-tax")
          .build();

  @Test
  void tellsWhatWasDeclared() {
    assertThat(LEDGER.change("fraud-check").oldest()).isEqualTo(-1);
    assertThat(LEDGER.change("fraud-check").newest()).isEqualTo(2);
    assertThat(LEDGER.change("fee").scope()).isEqualTo(Scope.KEY);
    assertThat(LEDGER.retired()).containsExactly("old-tax");
    assertThatThrownBy(() -> LEDGER.change("fraud"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("change \"fraud\" is not in the ledger, which has [fraud-check, fee]");
  }

  @Test
  void takesOutFirstWhatWasReplacedFirst() {
    assertThat(LEDGER.removalOrder())
        .containsExactly(
            new Branch("fraud-check", -1, LocalDate.of(2026, 3, 2)),
            new Branch("fee", 3, LocalDate.of(2026, 5, 1)),
            new Branch("fraud-check", 1, LocalDate.of(2026, 9, 14)));
  }

  @Test
  void refusesWhatCannotWork() {
    refuses("change id \"a\" is used twice", b -> a(b).change("a", "again"));
    refuses("change id \"a\" is used twice", b -> a(b).retired("a"));
    refuses("change id \"b\" is used twice", b -> b.retired("b").change("b", "again"));
    refuses("change id \"b\" is used twice", b -> b.retired("b").retired("b"));
    refuses("declare a change(...) first", b -> b.version(1, "2026-01-01", "one"));
    refuses("change \"a\" has no version", b -> b.change("a", "x"));
    refuses("what of change \"a\" must not be blank", b -> b.change("a", " "));
    refuses(
        "version 0 of change \"a\" must be at least 1",
        b -> b.change("a", "x").version(0, "2026-01-01", "none"));
    refuses(
        "version 1 of change \"a\" must follow version 1 by one",
        b -> a(b).version(1, "2026-01-01", "again"));
    refuses(
        "version 3 of change \"a\" must follow version 1 by one",
        b -> a(b).version(3, "2026-01-01", "later"));
    refuses("is since 2025-12-31, before version 1", b -> a(b).version(2, "2025-12-31", "early"));
    refuses(
        "since of version 2 of change \"a\" must be a day such as 2026-03-02, was \"soon\"",
        b -> a(b).version(2, "soon", "later"));
    refuses("must be -1 (with version 1) or one of 1 to 1, was 2", b -> a(b).oldest(2));
    refuses("must be -1 (with version 1) or one of 1 to 1, was 0", b -> a(b).oldest(0));
    refuses(
        "oldest version of change \"b\" must be -1 (with version 1) or one of 2 to 2, was -1",
        b -> b.change("b", "x").version(2, "2026-01-01", "without 1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a#1", "-a", "a-", "patterns.saga.x", "a_b"})
  void refusesAnIdThatCouldBeMistaken(String id) {
    refuses("change id must match", b -> b.change(id, "x"));
    refuses("change id must match", b -> b.retired(id));
  }

  @Test
  void mayFollowItselfAndWhatItGrewFrom() {
    assertThat(LEDGER.lines())
        .containsExactly("fraud-check RUN -1 2", "fee KEY 3 4", "old-tax RETIRED");
    assertThat(LEDGER.faultsAfter(LEDGER.lines())).isEmpty();
    assertThat(LEDGER.faultsAfter(List.of("fraud-check RUN -1 1", "fee KEY -1 3"))).isEmpty();
    assertThat(LEDGER.faultsAfter(List.of("old-tax RUN 1 7"))).isEmpty();
  }

  @Test
  void mustNotFollowWhatItForgets() {
    assertThat(
            LEDGER.faultsAfter(
                List.of("fraud-check RUN 1 3", "fee RUN 3 4", "tax RUN -1 1", "old-tax RETIRED")))
        .containsExactly(
            "fraud-check: the newest version was lowered from 3 to 2; runs on it would not go on",
            "fee: was decided by RUN, is by KEY; that needs a new change",
            "tax: is gone; declare it retired, so that its id is not used again");
    assertThat(LEDGER.faultsAfter(List.of("fraud-check RUN 1 2", "fee RETIRED")))
        .containsExactly(
            "fraud-check: the oldest version was lowered from 1 to -1;"
                + " that branch was out of the code",
            "fee: was retired; a new change needs a new id");
    assertThatThrownBy(() -> LEDGER.faultsAfter(List.of("fraud-check")))
        .hasMessage("not a line of a ledger: \"fraud-check\"");
  }

  private static ChangeLedger.Builder a(ChangeLedger.Builder builder) {
    return builder.change("a", "x").version(1, "2026-01-01", "one");
  }

  private static void refuses(String why, UnaryOperator<ChangeLedger.Builder> declaration) {
    assertThatThrownBy(() -> declaration.apply(ChangeLedger.newBuilder()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
