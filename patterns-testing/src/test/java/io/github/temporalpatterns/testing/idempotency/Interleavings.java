// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs several actors one step at a time, in every order that there is. Before each step an actor
 * waits for its turn. One that waits for a lock of the database takes no turn.
 */
final class Interleavings {

  /** What an actor does; it takes a turn before each of its steps. */
  @FunctionalInterface
  interface Actor {
    void act(Runnable turn);
  }

  /** One try of all actors, on rows of its own. */
  interface Round {
    List<Actor> actors();

    /** Asserts what must hold whatever the order was. */
    void check(String order);
  }

  /** Makes a round. */
  @FunctionalInterface
  interface Rounds {
    Round next();
  }

  private static final long LOOK_NANOS = 50_000;
  private static final int LOOKS_BEFORE_ASKING = 20;

  private final EmbeddedPostgres server;
  private final List<Integer> choices = new ArrayList<>();
  private final List<Integer> options = new ArrayList<>();

  Interleavings(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Tries every order; returns how many there were. */
  int explore(Rounds rounds) {
    int orders = 0;
    try (Connection watch = server.getPostgresDatabase().getConnection()) {
      do {
        Round round = rounds.next();
        round.check(run(round.actors(), watch));
        orders++;
      } while (nextOrder());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return orders;
  }

  private boolean nextOrder() {
    for (int last = choices.size() - 1; last >= 0; last--) {
      int next = choices.remove(last) + 1;
      if (next < options.remove(last)) {
        choices.add(next);
        return true;
      }
    }
    return false;
  }

  private String run(List<Actor> actors, Connection watch) throws SQLException {
    List<Seat> seats = new ArrayList<>();
    for (Actor actor : actors) {
      seats.add(new Seat(actor));
    }
    StringBuilder order = new StringBuilder();
    options.clear();
    for (int step = 0; settle(seats, watch); step++) {
      List<Seat> waiting = seats.stream().filter(Seat::isWaiting).toList();
      if (step == choices.size()) {
        choices.add(0);
      }
      options.add(waiting.size());
      Seat next = waiting.get(choices.get(step));
      order.append((char) ('A' + seats.indexOf(next)));
      next.go();
    }
    seats.forEach(Seat::join);
    return order.toString();
  }

  /** Waits until nobody moves; false if all have ended. */
  private static boolean settle(List<Seat> seats, Connection watch) throws SQLException {
    for (int looks = 1; ; looks++) {
      long moving = seats.stream().filter(seat -> !seat.isOver() && !seat.isWaiting()).count();
      boolean isAnyWaiting = seats.stream().anyMatch(Seat::isWaiting);
      if (moving == 0) {
        return isAnyWaiting;
      }
      if (isAnyWaiting && looks % LOOKS_BEFORE_ASKING == 0 && blocked(watch) == moving) {
        return true;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static long blocked(Connection watch) throws SQLException {
    try (Statement select = watch.createStatement();
        ResultSet count = select.executeQuery("SELECT COUNT(*) FROM pg_locks WHERE NOT granted")) {
      count.next();
      return count.getLong(1);
    }
  }

  /** Where an actor sits. */
  private static final class Seat {
    private final Thread thread;
    private volatile boolean waiting;
    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    private Seat(Actor actor) {
      thread = new Thread(() -> act(actor), "actor");
      thread.start();
    }

    private void act(Actor actor) {
      try {
        actor.act(this::turn);
      } catch (Throwable e) {
        failure = e;
      } finally {
        over = true;
      }
    }

    private void turn() {
      waiting = true;
      while (waiting) {
        LockSupport.park();
      }
    }

    private void go() {
      waiting = false;
      LockSupport.unpark(thread);
    }

    private boolean isWaiting() {
      return waiting;
    }

    private boolean isOver() {
      return over;
    }

    private void join() {
      if (failure != null) {
        throw new AssertionError("an actor failed", failure);
      }
    }
  }
}
