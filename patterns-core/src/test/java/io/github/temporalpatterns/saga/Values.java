// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Values of users in an undo's arguments, and undos that note what arrived. */
final class Values {
  static final Card CARD = new Card("Ada", 36);
  static final Shape SHAPE = new Round(1);
  static final List<List<String>> LISTS =
      new ArrayList<>(List.of(new ArrayList<>(List.of("a")), new ArrayList<>()));
  static final String LARGE = "x".repeat(100_000);
  static final Instant AT = Instant.parse("2026-01-02T03:04:05.006Z");
  static final Duration LASTING = Duration.ofMillis(61_500);

  private Values() {}

  /** A plain record. */
  record Card(String ownersName, int ageInYears) {}

  /** A sealed type. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({@JsonSubTypes.Type(Round.class), @JsonSubTypes.Type(Square.class)})
  sealed interface Shape permits Round, Square {}

  /** One of it. */
  record Round(int theRadius) implements Shape {}

  /** Another. */
  record Square(int theEdge) implements Shape {}

  /** What arrived, for comparison. */
  static String told(
      Card card,
      Shape shape,
      List<List<String>> lists,
      Optional<String> maybe,
      @Nullable String nothing,
      String large) {
    return card + " " + shape + " " + lists + " " + maybe + " " + nothing + " " + large.length();
  }

  /** Undos that are activities, local ones too. */
  @ActivityInterface
  public interface Api {
    @ActivityMethod(name = "takeBack")
    void takeBack(
        String key,
        Card card,
        Shape shape,
        List<List<String>> lists,
        Optional<String> maybe,
        @Nullable String nothing,
        String large);

    @ActivityMethod(name = "takeBackAt")
    void takeBackAt(String key, Instant at, Duration lasting);
  }

  /** An undo that is a child workflow. */
  @WorkflowInterface
  public interface Child {
    @WorkflowMethod(name = "TakeBack")
    void takeBack(
        String key,
        Card card,
        Shape shape,
        List<List<String>> lists,
        Optional<String> maybe,
        @Nullable String nothing,
        String large);
  }

  /** Passes its arguments on. */
  public static final class ChildImpl implements Child {
    private final Api api = Workflow.newActivityStub(Api.class, Desk.ONE_ATTEMPT);

    @Override
    public void takeBack(
        String key,
        Card card,
        Shape shape,
        List<List<String>> lists,
        Optional<String> maybe,
        @Nullable String nothing,
        String large) {
      api.takeBack(key, card, shape, lists, maybe, nothing, large);
    }
  }

  /** Notes what arrives; fails once for each key that says so. */
  static final class Notes implements Api {
    private final Ledger ledger;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    Notes(Ledger ledger) {
      this.ledger = ledger;
    }

    @Override
    public void takeBack(
        String key,
        Card card,
        Shape shape,
        List<List<String>> lists,
        Optional<String> maybe,
        @Nullable String nothing,
        String large) {
      if (key.contains("parked") && failed.add(key)) {
        throw ApplicationFailure.newNonRetryableFailure("at first", "Boom");
      }
      note(key, told(card, shape, lists, maybe, nothing, large));
    }

    @Override
    public void takeBackAt(String key, Instant at, Duration lasting) {
      note(key, at + " " + lasting);
    }

    private void note(String key, String what) {
      ledger.add(Desk.step(key) + ": " + what);
    }
  }
}
