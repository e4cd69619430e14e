// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import io.github.temporalpatterns.breaker.internal.Ticker;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Activities of a shop, executed by the SDK behind a breaker that writes down how each ended. */
final class GuardedShop implements AutoCloseable {
  static final ActivityOptions CALLS =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(10))
          .setScheduleToCloseTimeout(Duration.ofMinutes(1))
          .setHeartbeatTimeout(Duration.ofSeconds(2))
          .build();

  /** What the tests call. */
  @ActivityInterface
  public interface Shop {

    /** Does what the test says. */
    Object serve();

    /** The same under another name. */
    Object serveToo();

    /** Takes a number. */
    @ActivityMethod(name = "count")
    int count(int number);
  }

  /** What calls the last of them with something else. */
  @ActivityInterface
  public interface Misunderstood {

    /** Sends text where a number is expected. */
    @ActivityMethod(name = "count")
    int count(String number);
  }

  private final AtomicLong nanos = new AtomicLong();
  private final List<Ended> ended = new CopyOnWriteArrayList<>();
  private final TestActivityEnvironment env;
  final DefaultWorkerBreaker breaker;
  final Shop shop;
  private Callable<Object> service = () -> "served";
  int served;

  GuardedShop(WorkerBreakerOptions.Builder options) {
    Ticker ticker = new Ticker(nanos::get, 1_700_000_000_000L);
    breaker =
        new DefaultWorkerBreaker(
            options.setGuards((name, rules) -> watched(name, rules, ticker)).build(),
            ticker,
            new Installation(() -> false, () -> {}));
    env =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(
                            breaker.interceptor(), new Wrapping(), breaker.interceptor())
                        .build())
                .build());
    env.registerActivitiesImplementations(new DefaultShop());
    shop = env.newActivityStub(Shop.class, CALLS);
  }

  private Guard watched(String name, BreakerRules rules, Ticker ticker) {
    Guard guard = new InProcessGuard(name, rules, ticker);
    return () -> {
      Guard.Answer answer = guard.ask();
      Guard.Pass pass = answer.pass();
      return pass == null
          ? answer
          : Guard.Answer.granted(
              call -> {
                ended.add(call);
                pass.end(call);
              });
    };
  }

  TestActivityEnvironment env() {
    return env;
  }

  GuardedShop serves(Callable<Object> how) {
    service = how;
    return this;
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  List<Ended> ended() {
    return ended;
  }

  List<Kind> kinds() {
    return ended.stream().map(Ended::kind).toList();
  }

  @Override
  public void close() {
    env.close();
  }

  /** What stands between the two gives activities a context of its own. */
  private static final class Wrapping extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
      return new ActivityInboundCallsInterceptorBase(next) {
        @Override
        public void init(ActivityExecutionContext context) {
          super.init(new ActivityExecutionContextBase(context));
        }
      };
    }
  }

  private final class DefaultShop implements Shop {
    @Override
    public Object serve() {
      served++;
      try {
        return service.call();
      } catch (Exception e) {
        throw Activity.wrap(e);
      }
    }

    @Override
    public Object serveToo() {
      return serve();
    }

    @Override
    public int count(int number) {
      served++;
      return number;
    }
  }
}
