// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.temporal.common.SimplePlugin;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Installs both interceptors. The one place of this pattern on experimental plugins. */
@RunsIn(ACTIVITY)
final class KeyPlugin extends SimplePlugin {
  private final @Nullable EffectLedger ledger;

  KeyPlugin(@Nullable EffectLedger ledger) {
    super(SimplePlugin.newBuilder("patterns.idempotency").addWorkerInterceptors(new Keys(ledger)));
    this.ledger = ledger;
  }

  @Override
  public void configureWorkerFactory(WorkerFactoryOptions.Builder builder) {
    WorkerInterceptor[] installed = builder.build().getWorkerInterceptors();
    for (WorkerInterceptor other : installed == null ? new WorkerInterceptor[0] : installed) {
      if (other instanceof Keys keys && keys.ledger != ledger) {
        throw new IllegalArgumentException(
            "plugins: a worker must have one ledger, and one plugin of idempotency; there are two");
      }
    }
    super.configureWorkerFactory(builder);
  }

  @Override
  public void startWorkerFactory(WorkerFactory factory, Consumer<WorkerFactory> next) {
    if (ledger != null) {
      ledger.verifySchema();
    }
    super.startWorkerFactory(factory, next);
  }

  /** Stateless; an attempt or a run has an instance of its own. */
  static final class Keys extends WorkerInterceptorBase {
    private final @Nullable EffectLedger ledger;

    Keys(@Nullable EffectLedger ledger) {
      this.ledger = ledger;
    }

    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
      return new KeyedWorkflow(next);
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
      return new KeyedActivity(next, ledger);
    }
  }
}
