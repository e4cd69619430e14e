// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.versioning.ChangeLedger;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.github.temporalpatterns.versioning.VersionedOrderWorkflow;
import io.temporal.workflow.Workflow;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The replayed paths see a workflow that was changed in the wrong way, and say on which path. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ReplayMutationTest {
  private static final Path PATHS =
      Path.of("src", "test", "resources", "histories", "versioning", "paths");
  private static final String FIRST = "fraud-check=-1.json";
  private static final String SECOND = "fraud-check=1.json";
  private static final String THIRD = "fraud-check=2.json";

  static Stream<Arguments> mutations() {
    return Stream.of(
        Arguments.of(TwoCallsSwapped.class, List.of(SECOND, THIRD)),
        Arguments.of(CallAddedToTheFirst.class, List.of(FIRST)),
        Arguments.of(GuardDropped.class, List.of(FIRST, SECOND)),
        Arguments.of(NewestLowered.class, List.of(THIRD)),
        Arguments.of(OldestRaised.class, List.of(FIRST)));
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void isSeenOnThePathsThatItBreaks(Class<?> mutation, List<String> broken) {
    Throwable seen = catchThrowable(() -> Histories.replayAll(PATHS, mutation));

    assertThat(seen).isInstanceOf(AssertionError.class).hasMessageContaining("do not replay");
    assertThat(Stream.of(FIRST, SECOND, THIRD).filter(String.valueOf(seen.getMessage())::contains))
        .containsExactlyElementsOf(broken);
  }

  /** The steps, with one mistake in each subclass. */
  private abstract static class Mutation extends VersionedOrderWorkflow<String, String>
      implements TillOrder {
    final Till till = Workflow.newActivityStub(Till.class, CALLS);

    Mutation(ChangeLedger ledger) {
      super(ledger, "fraud-check");
    }

    class Plain implements Steps<String, String> {
      @Override
      public void validate(String order) {
        till.check(order);
      }

      @Override
      public String pay(String order, @Nullable Assessment assessment) {
        return till.charge(order);
      }
    }

    class Screened extends Plain {
      @Override
      public void validate(String order) {
        till.checkFully(order);
      }

      @Override
      public @Nullable Assessment assess(String order) {
        return till.assess(order);
      }
    }

    final class Scored extends Screened {
      @Override
      public String pay(String order, @Nullable Assessment assessment) {
        return till.chargeScored(order, assessment == null ? 0 : assessment.score());
      }
    }
  }

  /** Looks for fraud before it validates. */
  public static final class TwoCallsSwapped extends Mutation {
    public TwoCallsSwapped() {
      super(TillOrder.Versioned.LEDGER);
      before(new Plain());
      since(1, new Swapped());
    }

    private final class Swapped extends Screened {
      @Override
      public void validate(String order) {
        till.assess(order);
      }

      @Override
      public @Nullable Assessment assess(String order) {
        till.checkFully(order);
        return null;
      }
    }
  }

  /** Looks for fraud where the first release did not. */
  public static final class CallAddedToTheFirst extends Mutation {
    public CallAddedToTheFirst() {
      super(TillOrder.Versioned.LEDGER);
      before(
          new Plain() {
            @Override
            public @Nullable Assessment assess(String order) {
              return till.assess(order);
            }
          });
      since(1, new Screened());
      since(2, new Scored());
    }
  }

  /** Forgets that there are older runs. */
  public static final class GuardDropped implements TillOrder {
    private final Till till = Workflow.newActivityStub(Till.class, CALLS);

    @Override
    public String run(String order) {
      till.checkFully(order);
      return till.chargeScored(order, till.assess(order).score());
    }
  }

  /** Has lost its newest version. */
  public static final class NewestLowered extends Mutation {
    public NewestLowered() {
      super(
          ChangeLedger.newBuilder()
              .change("fraud-check", "as it was half a year before")
              .version(1, "2026-03-02", "asks the fraud service")
              .build());
      before(new Plain());
      since(1, new Screened());
    }
  }

  /** Has lost the code before the change. */
  public static final class OldestRaised extends Mutation {
    public OldestRaised() {
      super(
          ChangeLedger.newBuilder()
              .change("fraud-check", "as it will be one day")
              .version(1, "2026-03-02", "asks the fraud service")
              .version(2, "2026-09-14", "the score goes to the payment")
              .oldest(1)
              .build());
      since(1, new Screened());
      since(2, new Scored());
    }
  }
}
