// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.OperatorCommand.Refusal;
import io.github.temporalpatterns.OperatorLog;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where operators' commands to one block arrive: refuses what is not fully named, recognises what
 * was asked before, and keeps the audit trail. A pattern's own desk says which verbs there are and
 * what each changes. Internal, not API.
 *
 * <p>A validator asks {@link #isNew}, then checks the command's own parts; a handler calls {@link
 * #obey}, which never throws: a command that a validator would refuse changes nothing there, and
 * leaves a line in the audit trail. Only signals come to that, and nobody answers them.
 */
public final class Desk {
  /** The most request ids that are remembered. */
  public static final int MOST_REQUESTS = 1_000;

  /** The most entries of the audit trail that are kept. */
  public static final int MOST_ENTRIES = 100;

  private static final WorkflowLocal<Set<String>> REGISTERED =
      WorkflowLocal.withCachedInitial(LinkedHashSet::new);

  private final String word;
  private final Functions.Func<Instant> clock;
  private final Map<String, String> requests;
  private final List<AuditEntry> audit;
  private long dropped;

  /**
   * A desk that goes on with what an earlier run remembered.
   *
   * @param log what it remembered; null for a new desk
   * @param clock the time of entries
   */
  public Desk(String word, @Nullable OperatorLog log, Functions.Func<Instant> clock) {
    this.word = word;
    this.clock = clock;
    requests = new LinkedHashMap<>(log == null ? Map.of() : log.requests());
    audit = new ArrayList<>(log == null ? List.of() : log.audit());
    dropped = log == null ? 0 : log.dropped();
  }

  /** A desk in workflow time. */
  public static Desk inRun(String word, @Nullable OperatorLog log) {
    return new Desk(word, log, () -> Instant.ofEpochMilli(Workflow.currentTimeMillis()));
  }

  /**
   * Registers a pattern's handlers with the run.
   *
   * @throws IllegalStateException if the run has handlers of that pattern already
   */
  public static void register(String word, Object handlers) {
    if (!REGISTERED.get().add(word)) {
      throw new IllegalStateException(
          "a run has one block of the pattern '%s', whose handlers have fixed names; this is its second"
              .formatted(word));
    }
    Workflow.registerListener(handlers);
  }

  /**
   * Whether a command has not been taken before; a repeated one needs no further check.
   *
   * @throws ApplicationFailure {@link FailureTypes#COMMAND_REFUSED} if it is not fully named, or
   *     its id was for another command
   */
  public boolean isNew(String verb, @Nullable OperatorCommand command) {
    Refusal refusal = fault(verb, command);
    if (refusal != null) {
      throw failure(refusal);
    }
    return command != null && !requests.containsKey(command.requestId());
  }

  /** What a validator throws when a command breaks a rule of the pattern. */
  public ApplicationFailure refusal(String rule, @Nullable Object value) {
    return failure(new Refusal(word, rule, value == null ? null : brief(value.toString())));
  }

  /**
   * Obeys a command once.
   *
   * @param on what it is asked of; null for the whole block
   * @param change does it, and says what it changed; not called for a repeated command
   * @return the entry of the audit trail, the first one if the command is repeated
   */
  public AuditEntry obey(
      String verb,
      @Nullable OperatorCommand command,
      @Nullable String on,
      Functions.Func<String> change) {
    Refusal refusal = fault(verb, command);
    if (refusal != null || command == null) {
      return note(refused(verb, command, on, refusal == null ? "no command" : text(refusal)));
    }
    if (requests.containsKey(command.requestId())) {
      return audit.stream()
          .filter(entry -> command.requestId().equals(entry.requestId()))
          .findFirst()
          .orElseGet(() -> entry(verb, command, on, "taken before"));
    }
    requests.put(command.requestId(), meaning(verb, command));
    if (requests.size() > MOST_REQUESTS) {
      requests.remove(requests.keySet().iterator().next());
    }
    return note(entry(verb, command, on, change.apply()));
  }

  /** Adds an entry to the audit trail, of a policy for example. */
  public AuditEntry note(AuditEntry entry) {
    audit.add(entry);
    if (audit.size() > MOST_ENTRIES) {
      audit.remove(0);
      dropped++;
    }
    return entry;
  }

  /** The newest entries of the audit trail, oldest first: what a status shows. */
  public List<AuditEntry> audit() {
    return List.copyOf(audit);
  }

  /** How many older entries are gone. */
  public long dropped() {
    return dropped;
  }

  /** What the next run needs. */
  public OperatorLog log() {
    return new OperatorLog(new LinkedHashMap<>(requests), audit(), dropped);
  }

  private AuditEntry entry(
      String verb, OperatorCommand command, @Nullable String on, String effect) {
    return new AuditEntry(
        command.requestId(), clock.apply(), command.by(), verb, on, command.reason(), effect);
  }

  /** Has no id, which may be that of a command that was obeyed; and its parts may have any size. */
  private AuditEntry refused(
      String verb, @Nullable OperatorCommand command, @Nullable String on, String rule) {
    return new AuditEntry(
        null,
        clock.apply(),
        command == null ? "" : shown(command.by()),
        verb,
        on,
        command == null ? "" : shown(command.reason()),
        "refused: " + rule);
  }

  @SuppressWarnings("ConstantValue") // a command comes from outside: any part may be missing
  private @Nullable Refusal fault(String verb, @Nullable OperatorCommand command) {
    if (command == null) {
      return new Refusal(word, "command: must be given", null);
    }
    Refusal fault = text("requestId", command.requestId(), OperatorCommand.ID_LENGTH);
    fault = fault == null ? text("by", command.by(), OperatorCommand.BY_LENGTH) : fault;
    fault = fault == null ? text("reason", command.reason(), OperatorCommand.REASON_LENGTH) : fault;
    if (fault != null) {
      return fault;
    }
    String taken = requests.get(command.requestId());
    return taken == null || taken.equals(meaning(verb, command))
        ? null
        : new Refusal(word, "requestId: was used for another command", command.requestId());
  }

  private @Nullable Refusal text(String part, @Nullable String value, int most) {
    return value == null || value.isBlank() || value.length() > most
        ? new Refusal(word, "%s: must have 1 to %d characters".formatted(part, most), brief(value))
        : null;
  }

  /** The whole command in short, to tell it from another of the same id. */
  private static String meaning(String verb, OperatorCommand command) {
    return verb + " " + Integer.toHexString(command.toString().hashCode());
  }

  private static String shown(@Nullable String value) {
    String brief = brief(value);
    return brief == null ? "" : brief;
  }

  private static @Nullable String brief(@Nullable String value) {
    return value == null || value.length() <= 40 ? value : value.substring(0, 40) + "...";
  }

  private static ApplicationFailure failure(Refusal refusal) {
    return ApplicationFailure.newNonRetryableFailure(
        text(refusal), FailureTypes.COMMAND_REFUSED, refusal);
  }

  private static String text(Refusal refusal) {
    return refusal.rule() + (refusal.value() == null ? "" : ", was " + refusal.value());
  }
}
