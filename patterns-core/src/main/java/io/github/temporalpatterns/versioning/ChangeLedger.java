// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.temporal.workflow.Workflow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All changes of a workflow, each declared once: what it changes, which versions it has, and since
 * when.
 *
 * <p>Keep it in a static field of the workflow's class; one ledger may serve several workflow
 * types. It is checked when it is built, so a worker with a wrong ledger does not start. A ledger
 * is immutable and the same in all runs.
 *
 * <p>The version before a change is {@link Workflow#DEFAULT_VERSION}, -1. The versions of a change
 * count from 1. To take a branch out: raise {@link Builder#oldest}, then {@link Builder#retired}
 * when nothing of the change is left in the code.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public final class ChangeLedger {
  private final Map<String, Change> changes;
  private final Set<String> retired;

  /** For how long a decision holds. */
  public enum Scope {
    /** One run; the run that continues it as new decides again. */
    RUN,
    /** One key within a run: an iteration, a day, a request. */
    KEY,
    /** A run and all runs that continue it as new; needs {@link VersionedFlow#state}. */
    CHAIN
  }

  /**
   * A version of a change.
   *
   * @param number 1 or more
   * @param since the day on which it was first deployed
   * @param what what it does, for people
   */
  public record Version(int number, LocalDate since, String what) {}

  /**
   * A change.
   *
   * @param id its id in histories
   * @param what what it is about, for people
   * @param scope for how long a decision holds
   * @param oldest the oldest version that the code still has
   * @param versions the declared versions, oldest first
   */
  public record Change(String id, String what, Scope scope, int oldest, List<Version> versions) {

    /** {@return the version that new runs take} */
    public int newest() {
      return versions.get(versions.size() - 1).number();
    }

    /** {@return whether the code has a version} */
    boolean supports(int version) {
      return version >= oldest && version <= newest() && version != 0;
    }
  }

  /**
   * A branch that new runs do not take any more.
   *
   * @param change the id of its change
   * @param version its version
   * @param replaced the day since which new runs take a newer version
   */
  public record Branch(String change, int version, LocalDate replaced) {}

  private ChangeLedger(Builder builder) {
    changes = new LinkedHashMap<>();
    builder.drafts.forEach((id, draft) -> changes.put(id, draft.build()));
    retired = new LinkedHashSet<>(builder.retired);
  }

  /** {@return an empty ledger's builder} */
  public static Builder newBuilder() {
    return new Builder();
  }

  /** {@return the changes, in the order in which they were declared} */
  public List<Change> changes() {
    return List.copyOf(changes.values());
  }

  /** {@return the ids that must not be used again, in the order in which they were declared} */
  public List<String> retired() {
    return List.copyOf(retired);
  }

  /**
   * Finds a change.
   *
   * @param id its id
   * @return the change
   * @throws IllegalArgumentException if it is not declared
   */
  public Change change(String id) {
    Change change = changes.get(id);
    if (change == null) {
      throw new IllegalArgumentException(
          "change \"%s\" is not in the ledger, which has %s".formatted(id, changes.keySet()));
    }
    return change;
  }

  /**
   * Says in which order branches can be deleted: the branch that was replaced first comes first. A
   * branch can be deleted when no run is on it and the retention of those that were is over,
   * because a query on a closed run replays it.
   *
   * @return every branch but the newest of each change
   */
  public List<Branch> removalOrder() {
    List<Branch> branches = new ArrayList<>();
    for (Change change : changes.values()) {
      int before = change.oldest();
      for (Version version : change.versions()) {
        if (version.number() > change.oldest()) {
          branches.add(new Branch(change.id(), before, version.since()));
          before = version.number();
        }
      }
    }
    branches.sort(Comparator.comparing(Branch::replaced));
    return List.copyOf(branches);
  }

  /**
   * Writes the ledger as text, for a file beside the recorded histories: one line for each change,
   * such as {@code fraud-check RUN -1 2}, or {@code old-tax RETIRED}.
   *
   * @return the lines
   */
  public List<String> lines() {
    return LedgerText.write(this);
  }

  /**
   * Compares this ledger with an earlier one, on whose versions runs may still be.
   *
   * @param earlier its {@link #lines}
   * @return one line for each change that must not be made; empty if this ledger may follow the
   *     earlier one
   * @throws IllegalArgumentException if a line is not one of a ledger
   */
  public List<String> faultsAfter(List<String> earlier) {
    return LedgerText.faults(earlier, this);
  }

  /** Collects the changes; every method returns the builder itself. */
  public static final class Builder {
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Set<String> retired = new LinkedHashSet<>();
    private @Nullable Draft current;

    private Builder() {}

    /**
     * Declares a change. The calls that follow are about it, up to the next change.
     *
     * @param id letters, digits, dots and hyphens, at most 100; it must never change
     * @param what what it is about, for people
     * @return this builder
     */
    public Builder change(String id, String what) {
      Draft draft = new Draft(id, what);
      if (retired.contains(id) || drafts.putIfAbsent(id, draft) != null) {
        throw new IllegalArgumentException("change id \"" + id + "\" is used twice");
      }
      current = draft;
      return this;
    }

    /**
     * Declares a version of the change.
     *
     * @param number 1 for the first version, then one more for each
     * @param since the day on which it is first deployed, such as {@code 2026-03-02}
     * @param what what it does, for people
     * @return this builder
     */
    public Builder version(int number, String since, String what) {
      current().add(number, since, what);
      return this;
    }

    /**
     * Says which versions the code still has. When it is raised, runs on older versions stop, so
     * make sure first that there are none.
     *
     * @param number the oldest version; default -1, the code before the change
     * @return this builder
     */
    public Builder oldest(int number) {
      current().oldest = number;
      return this;
    }

    /**
     * Says for how long a decision about the change holds.
     *
     * @param scope {@link Scope#RUN} unless set
     * @return this builder
     */
    public Builder scope(Scope scope) {
      current().scope = Checks.notNull("scope", scope);
      return this;
    }

    /**
     * Records the id of a change that is no longer in the code, so that nobody uses it again.
     *
     * @param id its id
     * @return this builder
     */
    public Builder retired(String id) {
      if (drafts.containsKey(id) || !retired.add(Draft.checked(id))) {
        throw new IllegalArgumentException("change id \"" + id + "\" is used twice");
      }
      return this;
    }

    /**
     * Checks the changes.
     *
     * @return the ledger
     * @throws IllegalArgumentException if a change has no version, or its oldest version is not one
     *     of them
     */
    public ChangeLedger build() {
      return new ChangeLedger(this);
    }

    private Draft current() {
      if (current == null) {
        throw new IllegalArgumentException("declare a change(...) first");
      }
      return current;
    }
  }
}
