// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.saga.SagaReport.DecisionReport;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The undo log of one saga, its outcome and its audit trail. Pure: no Temporal, no time. */
final class SagaLog {
  /** All steps and all undos, one after the other, are 6,000 events: an eighth of a run's limit. */
  static final int MAX_STEPS = 500;

  private static final int SUMMARY_NAMES = 100;

  final String root;
  private final List<LogEntry> entries = new ArrayList<>();
  private final List<DecisionReport> decisions = new ArrayList<>();
  private final Set<String> nests = new LinkedHashSet<>();
  private final Set<String> closed = new LinkedHashSet<>();
  private int round;
  private Outcome outcome = Outcome.RUNNING;
  private boolean pivoted;
  private int parked;
  private @Nullable Long deadlineMillis;
  private @Nullable String failure;

  SagaLog(String root) {
    this.root = root;
  }

  static SagaLog of(SagaState state) {
    SagaLog log = new SagaLog(state.root());
    log.round = state.round();
    log.pivoted = state.pivoted();
    log.deadlineMillis = state.deadlineMillis();
    log.decisions.addAll(state.decisions());
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
        List.copyOf(decisions));
  }

  /** Begins the next saga of this run with an empty log; keys never repeat across rounds. */
  void nextRound() {
    round++;
    entries.clear();
    nests.clear();
    closed.clear();
    decisions.clear();
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

  String key(String label) {
    return round <= 1 ? root + "/" + label : root + "#" + round + "/" + label;
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

  /** Counts what waits for an operator: several nested sagas may. */
  void parked(boolean waits) {
    parked += waits ? 1 : -1;
  }

  /** Where the saga stands, as operators see it. */
  Outcome shownOutcome() {
    return parked > 0 ? Outcome.PARKED : outcome;
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

  void decided(DecisionReport decision) {
    decisions.add(decision);
  }

  boolean knows(String requestId) {
    return decisions.stream().anyMatch(decision -> decision.requestId().equals(requestId));
  }

  SagaReport report() {
    return new SagaReport(
        shownOutcome(),
        failure,
        entries.stream().map(LogEntry::report).toList(),
        List.copyOf(decisions));
  }

  SagaReport.Summary summary() {
    List<String> undone =
        names(entry -> entry.undo() != null && entry.undo().state() == RecoveryState.DONE);
    return new SagaReport.Summary(shownOutcome(), failure, cut(undone), cut(open()));
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
