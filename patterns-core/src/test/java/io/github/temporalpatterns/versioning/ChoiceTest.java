// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ChoiceTest {

  @Test
  void takesTheNewestThatIsForTheVersionOrForOneBelow() {
    Random random = new Random(8);
    for (int i = 0; i < 1_000; i++) {
      int newest = 1 + random.nextInt(9);
      TreeSet<Integer> since = new TreeSet<>();
      random.ints(random.nextInt(4), 1, newest + 1).forEach(since::add);
      Choice<Integer> choice = new Choice<Integer>().before(-1);
      since.forEach(version -> choice.since(version, version));
      choice.check(change(-1, newest));

      assertThat(choice.of(-1)).isEqualTo(-1);
      for (int version = 1; version <= newest; version++) {
        int wanted = version;
        while (wanted > 0 && !since.contains(wanted)) {
          wanted--;
        }
        assertThat(choice.of(version))
            .as("%d of %s", version, since)
            .isEqualTo(wanted == 0 ? -1 : wanted);
      }
    }
  }

  @Test
  void refusesBranchesThatDoNotFitTheLedger() {
    Choice<String> sinceTwo = new Choice<String>().since(2, "b");
    sinceTwo.check(change(2, 2));
    assertThatThrownBy(() -> sinceTwo.check(change(-1, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("change \"x\" has no branch for version -1, the oldest in the ledger");
    assertThatThrownBy(() -> new Choice<String>().before("a").since(2, "b").check(change(-1, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("change \"x\" has a branch since version 2, but the ledger ends with 1");
    assertThatThrownBy(() -> new Choice<String>().check(change(-1, 1)))
        .isInstanceOf(IllegalStateException.class);
    // A branch that no run takes any more may stay until it is taken out.
    new Choice<String>().before("a").since(1, "b").check(change(1, 1));
  }

  @Test
  void refusesAnotherOrder() {
    assertThatThrownBy(() -> new Choice<String>().since(2, "b").since(2, "c"))
        .hasMessage("branches must be in the order of their versions, but 2 follows 2");
    assertThatThrownBy(() -> new Choice<String>().since(1, "b").before("a"))
        .hasMessage("branches must be in the order of their versions, but -1 follows 1");
    assertThatThrownBy(() -> new Choice<String>().since(0, "b"))
        .hasMessage("a branch is since version 1 or more, was 0");
  }

  @Test
  @SuppressWarnings("NullAway") // what code that nobody checks for nulls does
  void refusesABranchThatIsNone() {
    assertThatThrownBy(() -> new Choice<String>().since(2, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("branch for version 2 must be set, was null");
  }

  private static Change change(int oldest, int newest) {
    ChangeLedger.Builder builder = ChangeLedger.newBuilder().change("x", "x");
    for (int version = 1; version <= newest; version++) {
      builder.version(version, "2026-01-01", "v");
    }
    return builder.oldest(oldest).build().change("x");
  }
}
