// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.internal.Desk;
import io.github.temporalpatterns.internal.KeyText;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The undo log of one saga, its outcome and its operators. Pure: no Temporal, no time. */
final class SagaLog {
  /** All steps and all undos, one after the other, are 6,000 events: an eighth of a run's limit. */
  static final int MAX_STEPS = 500;

  static final String WORD = "saga";

  private static final int SUMMARY_NAMES = 100;

  private final Desk desk;
  private final List<LogEntry> entries = new ArrayList<>();
  private final Set<String> nests = new LinkedHashSet<>();
  private final Set<String> closed = new LinkedHashSet<>();
  private int round;
  private Outcome outcome = Outcome.RUNNING;
  private boolean pivoted;
  private @Nullable Long deadlineMillis;
  private @Nullable String failure;
  private IdempotencyKey root;

  SagaLog(IdempotencyKey root, Desk desk) {
    this.root = root;
    this.desk = desk;
  }

  /** Goes on with what an earlier run has logged, at a desk that knows its operators. */
  static SagaLog of(SagaState state, Desk desk) {
    SagaLog log = new SagaLog(state.root(), desk);
    log.round = state.round();
    log.pivoted = state.pivoted();
    log.deadlineMillis = state.deadlineMillis();
    state.entries().forEach(log::add);
    return log;
  }

  SagaState toData() {
    return new SagaState(
        SagaState.SCHEMA,
        root,
        round,
        pivoted,
        deadlineMillis,
        entries.stream().map(LogEntry::toData).toList(),
        desk.log());
  }

  /**
   * Begins the next saga of this run with an empty log; keys never repeat across rounds.
   *
   * @param key of the saga
   */
  void nextRound(IdempotencyKey key) {
    round++;
    root = key.inEpoch(round - 1);
    entries.clear();
    nests.clear();
    closed.clear();
    outcome = Outcome.RUNNING;
    pivoted = false;
    deadlineMillis = null;
    failure = null;
  }

  /** The name of the next execution of a step: the name itself, then with {@code #2} and so on. */
  String label(String path) {
    String label = path;
    for (int n = 2; contains(label); n++) {
      label = path + "#" + n;
    }
    return label;
  }

  /** The path of the next nested saga of that name, distinct from all before. */
  String nest(String path) {
    String nest = path;
    for (int n = 2; !nests.add(nest); n++) {
      nest = path + "#" + n;
    }
    return nest;
  }

  /** Refuses further steps of a nested saga and of those inside it. */
  void close(String nest) {
    closed.add(nest);
  }

  boolean closed(String nest) {
    return closed.stream().anyMatch(path -> LogEntry.inside(nest, path));
  }

  /** The label of the last execution of a step so far. */
  String latest(String path) {
    String latest = path;
    for (int n = 2; contains(path + "#" + n); n++) {
      latest = path + "#" + n;
    }
    return latest;
  }

  boolean contains(String label) {
    return find(label) != null;
  }

  @Nullable LogEntry find(String label) {
    return entries.stream().filter(entry -> entry.name.equals(label)).findFirst().orElse(null);
  }

  IdempotencyKey key(String label) {
    return KeyText.within(root, label, 0);
  }

  LogEntry add(SagaState.Entry data) {
    LogEntry entry = new LogEntry(data);
    entries.add(entry);
    nests.add(entry.nest);
    return entry;
  }

  List<LogEntry> entries() {
    return entries;
  }

  List<LogEntry> inside(String nest) {
    return entries.stream().filter(entry -> entry.inside(nest)).toList();
  }

  int round() {
    return round;
  }

  /** Where the saga stands, whether or not it is parked. */
  Outcome outcome() {
    return outcome;
  }

  void outcome(Outcome next) {
    outcome = next;
  }

  /** The steps that wait for an operator: several nested sagas may have some. */
  List<LogEntry> parked() {
    return entries.stream().filter(entry -> entry.parked() != null).toList();
  }

  List<String> parkedSteps() {
    return names(entry -> entry.parked() != null);
  }

  /** What of that step waits for an operator. */
  @Nullable Recovery parked(@Nullable String step) {
    LogEntry entry = step == null ? null : find(step);
    return entry == null ? null : entry.parked();
  }

  /** Where the saga stands, as operators see it. */
  Outcome shownOutcome() {
    return parked().isEmpty() ? outcome : Outcome.PARKED;
  }

  boolean pivoted() {
    return pivoted;
  }

  void pivot() {
    pivoted = true;
  }

  /** The deadline carried from an earlier run, or else this one. */
  long deadlineMillis(long otherwise) {
    if (deadlineMillis == null) {
      deadlineMillis = otherwise;
    }
    return deadlineMillis;
  }

  void failure(@Nullable String line) {
    failure = line;
  }

  /** Where operators' commands arrive, of all sagas of the run. */
  Desk desk() {
    return desk;
  }

  SagaReport report() {
    return new SagaReport(
        shownOutcome(), failure, entries.stream().map(LogEntry::report).toList(), desk.audit());
  }

  SagaReport.Summary summary() {
    List<String> undone =
        names(entry -> entry.undo() != null && entry.undo().state() == RecoveryState.DONE);
    return new SagaReport.Summary(
        shownOutcome(), failure, cut(undone), cut(open()), cut(parkedSteps()));
  }

  private static List<String> cut(List<String> names) {
    return names.subList(0, Math.min(names.size(), SUMMARY_NAMES));
  }

  /** The steps that may have acted and were not undone. */
  List<String> open() {
    return names(succeeded() ? LogEntry::failedToUndo : LogEntry::open);
  }

  private boolean succeeded() {
    return outcome == Outcome.COMPLETED || outcome == Outcome.CONFIRM_FAILED;
  }

  /** The steps whose undo or confirm would not run if the saga ended here without a word. */
  List<String> due() {
    if (outcome != Outcome.RUNNING) {
      return List.of();
    }
    return names(
        entry -> (!pivoted && entry.open()) || (entry.confirm != null && !entry.confirm.settled()));
  }

  private List<String> names(Predicate<LogEntry> which) {
    return entries.stream().filter(which).map(entry -> entry.name).toList();
  }
}
