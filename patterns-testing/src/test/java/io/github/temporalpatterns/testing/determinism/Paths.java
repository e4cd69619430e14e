// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.SuppressNondeterminism;
import io.github.temporalpatterns.saga.SagaCompensator;
import io.github.temporalpatterns.saga.SagaOptions;
import io.github.temporalpatterns.saga.SagaWorkflow;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.DynamicQueryHandler;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Ways from a workflow to a fault, and ways to silence one. */
@SuppressWarnings("all")
final class Paths {

  /** Three calls away, through an interface and a lambda. */
  static final class Deep extends Parcel.Base {
    private final Prices prices = new TodaysPrices();

    @Override
    public String run(String in) {
      return told.stream().map(item -> prices.of(item)).findFirst().orElse(in);
    }
  }

  interface Prices {
    String of(String item);
  }

  static final class TodaysPrices implements Prices {
    @Override
    public String of(String item) {
      return item + today();
    }

    private static Instant today() {
      return Instant.now();
    }
  }

  /** Never made, so that no call can run it. */
  static final class RandomPrices implements Prices {
    @Override
    public String of(String item) {
      return item + UUID.randomUUID();
    }
  }

  /** In a constructor, a signal, a superclass, a comparator of its own, a method reference. */
  static final class Everywhere extends HalfDone {
    private final Instant made = Instant.now();

    @Override
    public void tell(String what) {
      told.add(what + UUID.randomUUID());
      Comparator<String> order = new ByChance();
      told.sort(order);
    }

    @Override
    protected String rest(String in) {
      Supplier<Double> dice = Math::random;
      return in + dice.get();
    }
  }

  abstract static class HalfDone extends Parcel.Base {
    @Override
    public String run(String in) {
      return rest(in) + System.nanoTime();
    }

    protected abstract String rest(String in);
  }

  static final class ByChance implements Comparator<String> {
    @Override
    public int compare(String a, String b) {
      return Thread.currentThread().hashCode();
    }
  }

  /** Handlers in an object of their own. */
  static final class Listening extends Parcel.Base {
    private final Desk desk = new Desk();

    Listening() {
      Workflow.registerListener(desk);
      Workflow.registerListener((DynamicQueryHandler) (type, args) -> told.remove(0));
    }
  }

  interface Handlers {
    @QueryMethod
    int asked();

    @UpdateMethod
    void decide(String how);

    @UpdateValidatorMethod(updateName = "decide")
    void mayDecide(String how);
  }

  static final class Desk implements Handlers {
    private int asked;
    private String decision = "";

    @Override
    public int asked() {
      return ++asked;
    }

    @Override
    public void decide(String how) {
      decision = how;
    }

    @Override
    public void mayDecide(String how) {
      decision = "checked";
    }
  }

  static final class Silenced extends Parcel.Base {
    @Override
    @SuppressNondeterminism(value = "the stamp is for the log only", rules = "CLOCK")
    public String run(String in) {
      return stamp() + Silent.id();
    }

    private String stamp() {
      return "" + Instant.now() + Math.random();
    }
  }

  @SuppressNondeterminism("shown to people, never sent")
  static final class Silent {
    static String id() {
      return List.of(1).stream().map(x -> UUID.randomUUID()).findFirst().orElseThrow().toString();
    }
  }

  static final class NoReason extends Parcel.Base {
    @Override
    @SuppressNondeterminism(" ")
    public String run(String in) {
      return in;
    }
  }

  static final class NoRule extends Parcel.Base {
    @Override
    @SuppressNondeterminism(value = "just so", rules = "CLOKC")
    public String run(String in) {
      return in;
    }
  }

  /** The library's own workflow class, whose code is followed here because it is ours. */
  static final class Transaction extends SagaWorkflow<String, String> implements Parcel {
    Transaction() {
      super(
          SagaOptions.newBuilder(
                  ActivityOptions.newBuilder()
                      .setStartToCloseTimeout(Duration.ofSeconds(1))
                      .build())
              .build());
    }

    @Override
    protected String steps(SagaCompensator.Steps steps, String in) {
      return steps
          .step("send")
          .undo(Post.class, (post, key) -> post.send("back"))
          .call(Post.class, (post, key) -> post.send(in));
    }

    @Override
    public void tell(String what) {}

    @Override
    public String look() {
      return "";
    }
  }

  private Paths() {}
}
