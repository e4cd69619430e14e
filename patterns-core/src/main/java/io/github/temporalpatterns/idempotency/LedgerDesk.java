// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.State;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.Desk;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.api.common.v1.WorkflowExecution;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a person sees what an {@link EffectLedger} does not know, and decides.
 *
 * <p>Client code only. Thread-safe; calls block on the database. A decision is refused by {@link
 * FailureTypes#COMMAND_REFUSED} if it is not fully named, if the effect has changed since it was
 * looked at, or if there is nothing to decide. The same decision again changes nothing.
 *
 * <pre>{@code
 * LedgerDesk desk = LedgerDesk.open(database, options);
 * Listed unknown = desk.list(10).get(0);
 * desk.done(unknown.decision("r1", "ann", "seen in the bank's list"), new Receipt("r-77"));
 * }</pre>
 *
 * @since 0.1.0
 */
@RunsIn(CLIENT)
public final class LedgerDesk {
  private static final int MOST = 1_000;
  private static final String WORD = "idempotency";

  private final LedgerDatabase database;
  private final LedgerOptions options;
  private final Desk desk = new Desk(WORD, null, Instant::now);

  private LedgerDesk(DataSource database, LedgerOptions options) {
    this.options = Checks.notNull("options", options);
    this.database =
        new LedgerDatabase(Checks.notNull("database", database), options.getTablePrefix());
  }

  /**
   * Opens the desk of a ledger.
   *
   * @param database the ledger's
   * @param options the ledger's
   * @return the desk
   */
  public static LedgerDesk open(DataSource database, LedgerOptions options) {
    return new LedgerDesk(database, options);
  }

  /**
   * An effect as it stands.
   *
   * @param key its key
   * @param state how far it is
   * @param mode in which way it is done
   * @param holder the run and the attempt that was at it last
   * @param attempts how many were
   * @param strays how many found, after they had done it, that another one had taken over; more
   *     than none means that it may have happened twice
   * @param leaseLeft for how long an attempt may still be at it; zero or less if none is
   * @param horizonLeft for how long the key is remembered; less than zero if it is refused by now
   * @param decision what an operator decided last, or null
   * @param token of the state that was seen; a decision is about that one only
   */
  public record Listed(
      String key,
      State state,
      Mode mode,
      String holder,
      int attempts,
      int strays,
      Duration leaseLeft,
      Duration horizonLeft,
      @Nullable String decision,
      long token) {

    /**
     * A decision about it.
     *
     * @param requestId unique per decision
     * @param by who decides
     * @param reason why: the evidence
     * @return the decision
     */
    public Decision decision(String requestId, String by, String reason) {
      return new Decision(requestId, by, reason, key, token);
    }

    /** {@return the run that holds it, or was at it last; null if no workflow was} */
    public @Nullable WorkflowExecution run() {
      return Task.run(holder);
    }

    private static Listed of(Row row) {
      return new Listed(
          row.key(),
          row.state(),
          row.mode(),
          row.holder(),
          row.attempts(),
          row.strays(),
          Duration.ofMillis(Math.max(0, row.leaseLeft())),
          Duration.ofMillis(row.horizonLeft()),
          row.decision(),
          row.token());
    }
  }

  /**
   * A person's decision about one effect.
   *
   * @param requestId unique per decision
   * @param by who decides
   * @param reason why: the evidence
   * @param key the effect's
   * @param token of the state that was looked at
   */
  public record Decision(String requestId, String by, String reason, String key, long token)
      implements OperatorCommand {}

  /**
   * Lists what waits for a person, or may: effects that are unknown, under way, or done by an
   * attempt that had been given up.
   *
   * @param most how many, 1 to 1,000
   * @return the oldest first
   */
  public List<Listed> list(int most) {
    return listed(Tables::selectOpen, most);
  }

  /**
   * Lists effects whose keys are refused by now, because they are past their horizon, and that
   * {@link #expire} has not forgotten. Those that are unknown or under way it never forgets.
   *
   * @param most how many, 1 to 1,000
   * @return the oldest first
   */
  public List<Listed> past(int most) {
    return listed(Tables::selectPastRows, most);
  }

  private List<Listed> listed(Function<Tables, String> query, int most) {
    Checks.inRange("most", most, 1, MOST);
    String words = database.call(connection -> query.apply(database.tables(connection)));
    return database.rows(words, most).stream().map(Listed::of).toList();
  }

  /**
   * Looks one effect up.
   *
   * @param key its key, as text
   * @return how it stands; empty if nothing is known of it
   */
  public Optional<Listed> find(String key) {
    return Optional.ofNullable(database.read(key)).map(Listed::of);
  }

  /**
   * Decides that an effect happened. Its activity returns the result.
   *
   * @param decision by whom, why, about what
   * @param result what it came to; goes through the data converter of the options
   * @return how it stands now
   */
  public Listed done(Decision decision, @Nullable Object result) {
    Outcomes outcomes = new Outcomes(RunConverter.of(options.getDataConverter()));
    return decide("done", decision, State.DONE, outcomes.ofResult(result));
  }

  /**
   * Decides that an effect did not happen. Its activity may do it.
   *
   * @param decision by whom, why, about what
   * @return how it stands now
   */
  public Listed release(Decision decision) {
    return decide("release", decision, State.FREE, null);
  }

  /**
   * Decides that an effect must not happen. Its activity fails by {@link
   * FailureTypes#EFFECT_BARRED}.
   *
   * @param decision by whom, why, about what
   * @return how it stands now
   */
  public Listed bar(Decision decision) {
    return decide("bar", decision, State.BARRED, null);
  }

  /**
   * Forgets all but the keys of effects that are past their horizon. A late duplicate is refused
   * before as after. Call it now and then, until it returns less than it may; it locks no other
   * rows.
   *
   * @param most how many at once, 1 to 1,000
   * @return how many there were
   */
  public int expire(int most) {
    Checks.inRange("most", most, 1, MOST);
    return database.call(
        connection -> {
          Tables tables = database.tables(connection);
          int expired = 0;
          try (PreparedStatement expire = connection.prepareStatement(tables.expire())) {
            for (String key : LedgerDatabase.keys(connection, tables.selectPast(), most)) {
              expire.setString(1, key);
              expired += expire.executeUpdate();
            }
          }
          return expired;
        });
  }

  private Listed decide(String verb, Decision decision, State next, @Nullable String outcome) {
    desk.isNew(verb, decision);
    String taken = "%s %s by %s: ".formatted(verb, decision.requestId(), decision.by());
    Row row = database.read(decision.key());
    if (row == null) {
      throw desk.refusal("key: must be known to the ledger", decision.key());
    }
    if (row.decision() != null && row.decision().startsWith(taken)) {
      return Listed.of(row);
    }
    if (row.token() != decision.token()) {
      throw desk.refusal("token: must be that of the effect's state now", decision.token());
    }
    boolean isOver = row.state() == State.RESERVED && row.leaseLeft() <= 0;
    boolean isOpen = row.state() == State.UNKNOWN || row.state() == State.RESERVED;
    boolean isStray = !isOpen && row.strays() > 0 && next == State.DONE;
    if (row.state() != State.UNKNOWN && !isOver && !isStray) {
      throw desk.refusal(
          "state: must be UNKNOWN, or RESERVED by a lease that has ended", row.state());
    }
    Row decided = (isStray ? row : row.to(next, outcome)).decided(taken + decision.reason());
    if (!database.call(connection -> database.write(connection, decided, row))) {
      throw desk.refusal("token: must be that of the effect's state now", decision.token());
    }
    return Listed.of(decided);
  }
}
