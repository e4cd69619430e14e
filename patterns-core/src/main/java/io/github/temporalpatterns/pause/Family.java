// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.pause.Pausable.Verb;
import io.temporal.workflow.Functions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the children of a run have been told and have answered, and what it owes its parent. Pure.
 *
 * <p>At most one message is on its way to each: they are not delivered in the order in which they
 * are sent, and what counts is the last one.
 */
final class Family {
  private static final int MOST_NAMES = 10;

  private final Map<String, Child> children = new LinkedHashMap<>();
  private @Nullable String asked;
  private boolean answered;
  private boolean answering;

  /** An order for a child. */
  record Order(String child, Verb verb, String requestId) {}

  private static final class Child {
    private Verb told = Verb.RESUME;
    private String request = "";
    private boolean busy;
    private boolean paused;
  }

  Family(PauseState.@Nullable ParentRequest parent) {
    asked = parent == null ? null : parent.requestId();
    answered = parent != null && parent.answered();
  }

  PauseState.@Nullable ParentRequest toData() {
    return asked == null ? null : new PauseState.ParentRequest(asked, answered);
  }

  void join(String child) {
    children.put(child, new Child());
  }

  void leave(String child) {
    children.remove(child);
  }

  /**
   * Who has to be told something else than before; they count as told from now on.
   *
   * @param ids gives each order an id that no other run uses
   */
  List<Order> due(Verb wanted, Functions.Func<String> ids) {
    List<Order> due = new ArrayList<>();
    children.forEach(
        (id, child) -> {
          if (!child.busy && child.told != wanted) {
            child.told = wanted;
            child.busy = true;
            child.paused = false;
            child.request = ids.apply();
            due.add(new Order(id, wanted, child.request));
          }
        });
    return due;
  }

  /** The message to a child has arrived, or cannot: it is over, and that will be told. */
  void delivered(String id) {
    Child child = children.get(id);
    if (child != null) {
      child.busy = false;
    }
  }

  /** A child answers; to an earlier order that means nothing any more. */
  void report(String id, String requestId, boolean paused) {
    Child child = children.get(id);
    if (child != null && child.told == Verb.PAUSE && child.request.equals(requestId)) {
      child.paused = paused;
    }
  }

  int paused() {
    return (int) children.values().stream().filter(child -> child.paused).count();
  }

  /** The first children that are not paused. */
  List<String> atWork() {
    return children.entrySet().stream()
        .filter(child -> !child.getValue().paused)
        .map(Map.Entry::getKey)
        .limit(MOST_NAMES)
        .toList();
  }

  /** The parent wants to know when the run is paused; null if not any more. */
  void asked(@Nullable String requestId) {
    asked = requestId;
    answered = false;
  }

  /** Whether the parent has paused the run, and will resume it. */
  boolean isAsked() {
    return asked != null;
  }

  /** Which request of the parent has to be answered now, by {@code paused}; null if none. */
  @Nullable String answer(boolean paused) {
    if (asked == null || answering || answered == paused) {
      return null;
    }
    answered = paused;
    answering = true;
    return asked;
  }

  void answerDelivered() {
    answering = false;
  }

  /** No message is on its way. One that is would be lost when the run continues as new. */
  boolean isQuiet() {
    return !answering && children.values().stream().noneMatch(child -> child.busy);
  }
}
