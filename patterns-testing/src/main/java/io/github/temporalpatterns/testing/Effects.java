// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.runs.Runs;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A ledger of what the activities of a test did to the world. They note it themselves, under keys
 * that the test chooses: a fake or a real implementation calls {@code effects.did("charge:o1")}
 * where it would charge, and {@code effects.undid("charge:o1")} where it would refund.
 *
 * <p>Client side, tests only; from {@link PatternEnv#effects()} or as a parameter of a {@link
 * PatternTest}. Safe for concurrent use.
 *
 * <pre>{@code
 * payments.on(Payments::refund).answers(charge -> effects.undid("charge:" + charge));
 * ...
 * assertThat(effects.duplicates()).isEmpty();
 * assertThat(effects.remaining()).isEmpty();
 * }</pre>
 */
public final class Effects {

  /** One note; {@code by} is the noting activity, null outside of one. */
  private record Note(String key, boolean undone, @Nullable ActivityInfo by) {}

  private final Runs histories;
  private final List<Note> notes = new ArrayList<>();

  Effects(Runs histories) {
    this.histories = histories;
  }

  /**
   * Notes that an effect happened.
   *
   * @param key names what was done, and to what
   */
  public void did(String key) {
    add(key, false);
  }

  /**
   * Notes that an effect was undone.
   *
   * @param key the key of what had been done
   */
  public void undid(String key) {
    add(key, true);
  }

  private synchronized void add(String key, boolean undone) {
    notes.add(new Note(key, undone, currentActivity()));
  }

  private static @Nullable ActivityInfo currentActivity() {
    try {
      return Activity.getExecutionContext().getInfo();
    } catch (IllegalStateException outsideOfAnActivity) {
      return null;
    }
  }

  /**
   * Returns everything that was noted, in order.
   *
   * @return keys; those of undone effects with a minus before them
   */
  public synchronized List<String> list() {
    return notes.stream().map(note -> (note.undone() ? "-" : "") + note.key()).toList();
  }

  /**
   * Returns what was done again while it was still in place.
   *
   * @return keys, each once, sorted
   */
  public synchronized List<String> duplicates() {
    Map<String, Integer> level = new LinkedHashMap<>();
    TreeSet<String> found = new TreeSet<>();
    for (Note note : notes) {
      if (note.undone()) {
        level.put(note.key(), 0);
      } else if (level.merge(note.key(), 1, Integer::sum) > 1) {
        found.add(note.key());
      }
    }
    return List.copyOf(found);
  }

  /**
   * Returns what was done and not undone since.
   *
   * @return keys, each once, in the order in which they were done first
   */
  public synchronized List<String> remaining() {
    Map<String, Boolean> inPlace = new LinkedHashMap<>();
    notes.forEach(note -> inPlace.put(note.key(), !note.undone()));
    return inPlace.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  /**
   * Returns what was undone although it was not in place.
   *
   * @return keys, each once, sorted
   */
  public synchronized List<String> undoneInVain() {
    Map<String, Boolean> inPlace = new LinkedHashMap<>();
    TreeSet<String> found = new TreeSet<>();
    for (Note note : notes) {
      if (note.undone() && !inPlace.getOrDefault(note.key(), false)) {
        found.add(note.key());
      }
      inPlace.put(note.key(), !note.undone());
    }
    return List.copyOf(found);
  }

  /**
   * Returns what was done by an activity that its workflow scheduled after it had been asked to
   * cancel. This does not include what was undone then, nor what local activities did.
   *
   * @return keys, each once, sorted
   */
  public List<String> afterCancel() {
    List<Note> done;
    synchronized (this) {
      done = notes.stream().filter(note -> !note.undone()).toList();
    }
    TreeSet<String> found = new TreeSet<>();
    for (Note note : done) {
      ActivityInfo by = note.by();
      if (by != null && !by.isLocal() && isAfterCancel(by)) {
        found.add(note.key());
      }
    }
    return List.copyOf(found);
  }

  private boolean isAfterCancel(ActivityInfo by) {
    boolean cancelled = false;
    for (HistoryEvent event :
        histories.history(by.getWorkflowId(), by.getWorkflowRunId()).getEvents()) {
      if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED) {
        cancelled = true;
      }
      if (event.getActivityTaskScheduledEventAttributes().getActivityId().equals(by.getActivityId())
          && event.hasActivityTaskScheduledEventAttributes()) {
        return cancelled;
      }
    }
    return false;
  }

  /** Lists what was noted, for the message of a failed assertion. */
  @Override
  public String toString() {
    return list().toString();
  }
}
