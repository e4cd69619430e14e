// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.idempotency.Effect.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The decisions of the ledger in every order in which the steps of several attempts may come, with
 * a death of one of them at any step, and with the end of all leases at any step.
 */
final class EveryOrderTest {
  private final List<Integer> choices = new ArrayList<>();
  private final List<Integer> options = new ArrayList<>();
  private int deaths;
  private int lapses;

  /** What is true of a world whose attempts have ended, and of what they came to. */
  @FunctionalInterface
  private interface Check {
    void check(String order, World world, List<Player> players);
  }

  private int explore(Function<Mode, List<Player>> cast, Mode mode, Check check) {
    int orders = 0;
    do {
      World world = new World();
      List<Player> players = cast.apply(mode);
      String order = play(world, players);
      check.check(order, world, players);
      orders++;
    } while (nextOrder());
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

  /** One order: letters are steps of players, small ones their deaths, and a dot is the time. */
  private String play(World world, List<Player> players) {
    StringBuilder order = new StringBuilder();
    options.clear();
    int deathsLeft = deaths;
    int lapsesLeft = lapses;
    while (players.stream().anyMatch(player -> !player.isOver())) {
      List<Player> able = players.stream().filter(player -> player.canMove(world)).toList();
      assertThat(able).as("a deadlock after %s", order).isNotEmpty();
      int mortal = deathsLeft > 0 ? able.size() : 0;
      int choice = choose(able.size() + mortal + (lapsesLeft > 0 ? 1 : 0));
      if (choice < able.size()) {
        able.get(choice).move(world);
        order.append((char) ('A' + players.indexOf(able.get(choice))));
      } else if (choice < able.size() + mortal) {
        Player dead = able.get(choice - able.size());
        dead.die(world);
        deathsLeft--;
        order.append((char) ('a' + players.indexOf(dead)));
      } else {
        world.passLeases();
        lapsesLeft--;
        order.append('.');
      }
    }
    return order.toString();
  }

  private int choose(int from) {
    int step = options.size();
    if (step == choices.size()) {
      choices.add(0);
    }
    options.add(from);
    return choices.get(step);
  }

  /** What an attempt comes to that has the world for itself, when all leases have ended. */
  private static String alone(World world, Player player) {
    world.passLeases();
    while (!player.isOver()) {
      player.move(world);
    }
    return player.end();
  }

  private static Player act(Mode mode) {
    return new Player(mode, false);
  }

  private static Player undo(Mode mode) {
    return new Player(mode, true);
  }

  /** Attempts that acted and died before they could learn that they should not have. */
  private static long unheard(List<Player> players) {
    return players.stream().filter(Player::acted).count();
  }

  private static void requireOneEffect(Mode mode, String order, World world, List<Player> players) {
    boolean isExact = mode != Mode.QUERY_FIRST;
    long mayBeDoubled = isExact ? 0 : world.strays + unheard(players);
    assertThat(world.effects).as(order).isLessThanOrEqualTo((int) (1 + mayBeDoubled));
  }

  @ParameterizedTest
  @EnumSource
  void anEffectAndItsDuplicatesAreOne(Mode mode) {
    deaths = 1;
    lapses = 1;
    int orders =
        explore(
            same -> List.of(act(same), act(same)),
            mode,
            (order, world, players) -> {
              requireOneEffect(mode, order, world, players);
              String end = alone(world, act(mode));
              requireOneEffect(mode, order, world, players);
              assertThat(world.effects == 1 || end.equals("UNKNOWN") || mode == Mode.QUERY_FIRST)
                  .as("%s then %s", order, end)
                  .isTrue();
            });
    assertThat(orders).isGreaterThan(70);
  }

  @ParameterizedTest
  @EnumSource
  void anEffectItsDuplicateAndItsUndoAreNothing(Mode mode) {
    deaths = 0;
    lapses = 0;
    int orders =
        explore(
            same -> List.of(act(same), act(same), undo(same)),
            mode,
            (order, world, players) -> {
              requireOneEffect(mode, order, world, players);
              String end = alone(world, undo(mode));
              assertThat(world.undos).as("%s then %s", order, end).isEqualTo(world.effects);
              assertThat(alone(world, act(mode))).as(order).isEqualTo("BARRED");
            });
    assertThat(orders).isGreaterThan(70);
  }

  @ParameterizedTest
  @EnumSource
  void anEffectAndItsUndoAreNothingWhoeverDies(Mode mode) {
    deaths = 1;
    lapses = 1;
    int orders =
        explore(
            same -> List.of(act(same), undo(same)),
            mode,
            (order, world, players) -> {
              requireOneEffect(mode, order, world, players);
              String end = alone(world, undo(mode));
              assertThat(alone(world, act(mode))).as(order).isEqualTo("BARRED");
              boolean isKnown = !end.equals("UNKNOWN") && world.strays + unheard(players) == 0;
              if (mode == Mode.SAME_TRANSACTION || (isKnown && world.effects > 0)) {
                assertThat(world.undos).as("%s then %s", order, end).isEqualTo(world.effects);
              }
              assertThat(world.undos).as("%s then %s", order, end).isLessThanOrEqualTo(1);
            });
    assertThat(orders).isGreaterThan(70);
  }
}
