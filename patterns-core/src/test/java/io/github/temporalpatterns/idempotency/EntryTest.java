// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.State;
import io.github.temporalpatterns.idempotency.Entry.Decision;
import io.github.temporalpatterns.idempotency.Entry.Undo;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Over all states, modes, leases, horizons, fingerprints and names: 2,304 rows. */
final class EntryTest {
  private static final Set<Decision> ACTS =
      EnumSet.of(Decision.RUN, Decision.TAKE_OVER, Decision.ASK);

  /** A row and how it is asked for. */
  private record Case(
      State state,
      Mode before,
      Mode now,
      boolean live,
      boolean old,
      boolean same,
      @Nullable String life) {

    Row row() {
      return new Row(
          "k", state, before, "f", "0#1", 3, live ? 9 : 0, old ? -1 : 9, "h", 1, 0, null, null);
    }

    Decision decision() {
      return Entry.decide(row(), now, same ? "f" : "g", life);
    }
  }

  private interface Check {
    void check(Case c);
  }

  private static void forAll(Check check) {
    boolean[] both = {false, true};
    for (State state : State.values()) {
      for (Mode before : Mode.values()) {
        for (Mode now : Mode.values()) {
          for (boolean live : both) {
            for (boolean old : both) {
              for (boolean same : both) {
                check.check(new Case(state, before, now, live, old, same, null));
                check.check(new Case(state, before, now, live, old, same, "0#1"));
                check.check(new Case(state, before, now, live, old, same, "1#1"));
              }
            }
          }
        }
      }
    }
  }

  @Test
  void aNewKeyIsDoneInEveryMode() {
    for (Mode mode : Mode.values()) {
      assertThat(Entry.decide(null, mode, "f", null)).isEqualTo(Decision.RUN);
    }
  }

  @Test
  void nothingIsDoneUnderAForeignFingerprintOrPastTheHorizonOrInAnotherLife() {
    forAll(
        c -> {
          if (!c.same()) {
            assertThat(c.decision()).as("%s", c).isEqualTo(Decision.MISMATCH);
          } else if (c.old() || c.state() == State.EXPIRED) {
            assertThat(c.decision()).as("%s", c).isEqualTo(Decision.EXPIRED);
          } else if ("1#1".equals(c.life())) {
            assertThat(c.decision()).as("%s", c).isEqualTo(Decision.AMBIGUOUS);
          }
        });
  }

  @Test
  void nothingIsDoneThatIsSettledOrUnderWay() {
    forAll(
        c -> {
          boolean isFree = c.state() == State.FREE;
          boolean isLapsed = c.state() == State.RESERVED && !c.live();
          if (!isFree && !isLapsed && c.state() != State.UNKNOWN) {
            assertThat(ACTS).as("%s", c).doesNotContain(c.decision());
          }
        });
  }

  @Test
  void whatNobodyKnowsIsDoneAgainOnlyIfThatIsSafe() {
    forAll(
        c -> {
          boolean isOpen = c.state() == State.UNKNOWN || (c.state() == State.RESERVED && !c.live());
          boolean isRefused = !c.same() || c.old() || "1#1".equals(c.life());
          if (!isOpen || isRefused) {
            return;
          }
          boolean wasSafe =
              c.before() == Mode.SAME_TRANSACTION
                  || (c.before() == Mode.PROVIDER_KEY && c.now() == Mode.PROVIDER_KEY);
          Decision right =
              c.now() == Mode.QUERY_FIRST
                  ? Decision.ASK
                  : wasSafe ? Decision.TAKE_OVER : Decision.UNKNOWN;
          assertThat(c.decision()).as("%s", c).isEqualTo(right);
        });
  }

  @Test
  void anUndoStopsWhateverMayStillHappen() {
    assertThat(Entry.decide(null)).isEqualTo(Undo.BAR);
    forAll(
        c -> {
          Undo undo = Entry.decide(c.row());
          Undo right =
              switch (c.state()) {
                case FREE -> Undo.BAR;
                case RESERVED -> c.live() ? Undo.WAIT : Undo.BEGIN;
                case DONE, UNKNOWN -> c.old() ? Undo.EXPIRED : Undo.BEGIN;
                case UNDONE -> Undo.GO_ON;
                case BARRED, REJECTED -> Undo.NOTHING;
                case EXPIRED -> Undo.EXPIRED;
              };
          assertThat(undo).as("%s", c).isEqualTo(right);
        });
  }
}
