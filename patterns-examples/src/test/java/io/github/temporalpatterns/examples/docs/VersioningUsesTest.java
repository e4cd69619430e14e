// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.examples.docs.VersioningUses.Draft;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.Capability;
import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.sweep.VersionSweep;
import io.github.temporalpatterns.versioning.Builds;
import io.temporal.common.VersioningBehavior;
import io.temporal.worker.PreferredVersionProvider;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/patterns/versioning.md} shows does what the page says. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class VersioningUsesTest {
  private static final Trip TRIP = new Trip("Ada", "London", "Turin");

  @TempDir private Path folder;

  @Test
  void aRolloutTakesAPercentageAndACohortAndNeverThrows() {
    AtomicReference<Integer> percent = new AtomicReference<>(100);
    PreferredVersionProvider rollout =
        Objects.requireNonNull(VersioningUses.rollout(percent::get).getPreferredVersionProvider());
    try (PatternEnv env = open(rollout)) {
      assertThat(book(env, "trip-of-cleo")).isEqualTo("train");
      percent.set(0);
      assertThat(book(env, "trip-of-bob")).isEqualTo("nearby");
      assertThat(book(env, "trip-of-ann")).isEqualTo("train");
      // The configuration is broken: what was read last holds, not what was at the worker's start.
      percent.set(1_000);
      assertThat(book(env, "trip-of-dan")).isEqualTo("nearby");
    }
  }

  /** On a server that can count it is tested beside the contract. */
  @Test
  void theRetirementReportNeedsAServerThatCanList() {
    try (PatternEnv env = PatternEnv.open()) {
      Assumptions.assumeFalse(env.can(Capability.LIST));
      assertThatThrownBy(() -> VersioningUses.retirement(env.client()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the server does not list by \"WorkflowType IN ('TripWorkflow')\"");
    }
  }

  private static PatternEnv open(PreferredVersionProvider rollout) {
    PatternEnv env =
        PatternEnv.open(
            PatternEnvOptions.newBuilder(TripImpl.class)
                .setWorkerOptions(worker -> worker.setPreferredVersionProvider(rollout))
                .build());
    env.canned(Bookings.class).on(Bookings::bookFlight).answers((key, trip) -> key);
    return env;
  }

  private static String book(PatternEnv env, String id) {
    return env.scenario(VersionedTrip.class)
        .configure(options -> options.setWorkflowId(id))
        .<List<String>>run(t -> t.book(TRIP))
        .get(0);
  }

  @Test
  void eachDayIsRemindedByItsOwnVersion() {
    try (PatternEnv env = open(input -> null)) {
      List<String> said = env.scenario(VersionedTrip.class).run(t -> t.book(TRIP));
      assertThat(said).containsExactly("train", "tomorrow, Hotel Post", "tomorrow, Hotel Post");
    }
  }

  @Test
  void aWorkerNamesItsBuildAndTheServerIsAskedAboutOldOnes() {
    try (PatternEnv env = PatternEnv.open()) {
      WorkerDeploymentOptions options = VersioningUses.pinned(env.client()).getDeploymentOptions();
      assertThat(options.getVersion().toCanonicalString()).isEqualTo("trips.2026-11-23");
      assertThat(options.getDefaultVersioningBehavior()).isEqualTo(VersioningBehavior.PINNED);
      assertThatThrownBy(() -> VersioningUses.release(Builds.of(env.client(), "trips")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("this server has no worker deployments");
    }
  }

  @Test
  void draftsOfEveryReleaseAreRead() {
    assertThat(VersioningUses.DRAFTS.read(new Draft(1, "Ada", null, null), 1))
        .isEqualTo(new Draft(3, null, "Ada", "EUR"));
    assertThat(VersioningUses.DRAFTS.read(new Draft(2, null, "Ada", null), 2))
        .isEqualTo(new Draft(3, null, "Ada", "EUR"));
  }

  @Test
  void theLedgerMayOnlyGrow() {
    List<String> stored =
        List.of("choose-flight RUN -1 2", "reminder KEY -1 1", "loyalty-points RETIRED");
    // region ledger-test
    assertThat(VersioningUses.LEDGER.faultsAfter(stored)).isEmpty();
    // endregion
    assertThat(VersioningUses.LEDGER.lines()).isEqualTo(stored);
  }

  @Test
  void eachPathIsRecordedAndReplayed() throws Throwable {
    System.setProperty(Histories.PROPERTY, "record");
    try {
      assertThat(run(everyPath(folder))).hasSize(12);
    } finally {
      System.clearProperty(Histories.PROPERTY);
    }
    assertThat(run(everyBeginning(folder))).hasSize(12);
  }

  private static List<DynamicTest> run(Stream<DynamicTest> tests) throws Throwable {
    try (tests) {
      List<DynamicTest> all = tests.toList();
      for (DynamicTest test : all) {
        test.getExecutable().execute();
      }
      return all;
    }
  }

  /** Books, and reminds on two days. */
  @WorkflowInterface
  public interface VersionedTrip {
    @WorkflowMethod
    List<String> book(Trip trip);
  }

  /** Uses everything of the page. */
  public static final class TripImpl implements VersionedTrip {
    private final VersioningUses uses = new VersioningUses();

    @Override
    public List<String> book(Trip trip) {
      VersioningUses.upgrade(trip);
      return List.of(uses.book(trip), uses.remind(1), uses.remind(2));
    }
  }

  // region paths
  Stream<DynamicTest> everyPath(Path histories) {
    return VersionSweep.of(TripImpl.class)
        .golden(
            histories,
            env -> {
              Canned<Bookings> bookings = env.canned(Bookings.class);
              bookings.on(Bookings::bookFlight).returns("LH-42");
              Scenario<VersionedTrip> trip = env.scenario(VersionedTrip.class);
              trip.runVoid(t -> t.book(TRIP));
              return trip;
            });
  }

  Stream<DynamicTest> everyBeginning(Path histories) {
    return Histories.tests(histories, TripImpl.class);
  }
  // endregion
}
