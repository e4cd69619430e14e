// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency.intake;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.internal.Fingerprint;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import io.temporal.failure.ApplicationFailure;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts a workflow once for a business key, however often it is asked to: the first call starts
 * it, and all others, at any time and from any process, attach to it.
 *
 * <p>Client code only. The workflow id is the business key, such as an order's number or a
 * webhook's event id:
 *
 * <pre>{@code
 * IdempotentStarter starter = IdempotentStarter.of(client);
 * Started order = starter.start(OrderWorkflow.class, options, request);
 * Receipt receipt = order.run().getResult(Receipt.class);
 * }</pre>
 *
 * <table>
 *   <caption>What a call does that comes again</caption>
 *   <tr><th>The run</th><th>same arguments</th><th>other arguments</th></tr>
 *   <tr><td>runs, or has continued as new</td><td>attaches</td>
 *       <td>{@link FailureTypes#START_MISMATCH}</td></tr>
 *   <tr><td>has completed</td><td>attaches; the result is there</td><td>the same</td></tr>
 *   <tr><td>has failed, was cancelled or terminated, or timed out</td>
 *       <td>attaches; its failure is there; or starts anew, if the options say {@code
 *       WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY}</td><td>the same</td></tr>
 *   <tr><td>is past the namespace's retention</td><td>starts anew</td><td>starts anew</td></tr>
 * </table>
 *
 * <p>Arguments are compared as an {@code EffectLedger} compares them, by a hash that the run has in
 * its memo {@value #MEMO}. It goes through the client's data converter, codec included. {@link
 * #comparing} names what to compare if an argument holds a time, for example.
 *
 * <p><b>Threads</b>: safe; calls block on the server, once, and twice to attach. <b>Failures</b>:
 * those of the client, and {@code ApplicationFailure}s that are not retryable: {@link
 * FailureTypes#START_MISMATCH}, and {@link FailureTypes#EFFECT_REFUSED} for arguments that cannot
 * be compared. After any of the client's, such as a timeout, call again. <b>Metric</b>: {@code
 * client_patterns_idempotency_starts}, by {@code workflow_type} and {@code outcome}: started,
 * attached, mismatch.
 *
 * @since 0.1.0
 */
@RunsIn(CLIENT)
public final class IdempotentStarter {
  /** The name of the memo that has the fingerprint of what a run was started with: {@value}. */
  public static final String MEMO = "patterns.start";

  private static final String STARTS = "client_patterns_idempotency_starts";
  private static final String NEWEST = "";
  private static final int MOST_TRIES = 10;

  private final WorkflowClient client;
  private final @Nullable List<@Nullable Object> compared;

  private IdempotentStarter(WorkflowClient client, @Nullable List<@Nullable Object> compared) {
    this.client = client;
    this.compared = compared;
  }

  /**
   * Makes a starter.
   *
   * @param client starts the workflows
   * @return the starter, to be kept and shared
   */
  public static IdempotentStarter of(WorkflowClient client) {
    return new IdempotentStarter(Checks.notNull("client", client), null);
  }

  /**
   * A run that was started, by this call or an earlier one.
   *
   * @param run the run; {@code getResult} waits for its end, through continue-as-new
   * @param fresh whether this call started it
   */
  public record Started(WorkflowStub run, boolean fresh) {}

  /**
   * Names what to compare in place of the arguments.
   *
   * @param values what makes a call the same as before, such as the order's lines
   * @return a starter for calls about these values
   */
  public IdempotentStarter comparing(@Nullable Object... values) {
    return new IdempotentStarter(client, Arrays.asList(values.clone()));
  }

  /**
   * Starts a workflow, or attaches to it.
   *
   * @param workflow the workflow's interface
   * @param options as for {@link #start(String, WorkflowOptions, Object...)}
   * @param arguments of the workflow
   * @return the run
   * @throws ApplicationFailure {@link FailureTypes#START_MISMATCH} or {@link
   *     FailureTypes#EFFECT_REFUSED}
   */
  public Started start(Class<?> workflow, WorkflowOptions options, @Nullable Object... arguments) {
    String type =
        POJOWorkflowInterfaceMetadata.newInstance(Checks.notNull("workflow", workflow))
            .getWorkflowType()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "workflow must have a @WorkflowMethod, was " + workflow.getName()));
    return start(type, options, arguments);
  }

  /**
   * Starts a workflow of a type by name, or attaches to it.
   *
   * @param workflowType the workflow's type
   * @param options with a workflow id, which is the business key; its reuse policy may be {@code
   *     REJECT_DUPLICATE}, which is the default here, or {@code ALLOW_DUPLICATE_FAILED_ONLY}; its
   *     conflict policy must be unset or {@code USE_EXISTING}
   * @param arguments of the workflow
   * @return the run
   * @throws IllegalArgumentException if an option contradicts that; naming option, rule and value
   * @throws ApplicationFailure {@link FailureTypes#START_MISMATCH} or {@link
   *     FailureTypes#EFFECT_REFUSED}
   */
  public Started start(
      String workflowType, WorkflowOptions options, @Nullable Object... arguments) {
    Checks.notBlank("workflowType", workflowType);
    StartPolicy policy = StartPolicy.of(Checks.notNull("options", options));
    RunConverter converter = RunConverter.ofRun(client, policy.workflowId());
    String fingerprint =
        Fingerprint.of(
            converter, workflowType, compared == null ? Arrays.asList(arguments) : compared);
    WorkflowOptions.Builder once =
        WorkflowOptions.newBuilder(options).setMemo(memo(options, fingerprint));
    WorkflowIdReusePolicy reuse = WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE;
    for (int tries = 1; ; tries++) {
      once.setWorkflowIdReusePolicy(reuse)
          .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL);
      try {
        WorkflowExecution run =
            client.newUntypedWorkflowStub(workflowType, once.build()).start(arguments);
        return started(workflowType, run, true);
      } catch (WorkflowExecutionAlreadyStarted e) {
        WorkflowExecutionDescription known = describe(policy.workflowId(), NEWEST);
        if (known == null && tries >= MOST_TRIES) {
          throw e;
        }
        if (known != null) {
          check(workflowType, known, fingerprint, converter);
          if (!policy.startsAnewAfter(known.getStatus()) || tries >= MOST_TRIES) {
            return started(workflowType, known.getExecution(), false);
          }
          reuse = WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY;
        }
      }
    }
  }

  private static Map<String, Object> memo(WorkflowOptions options, String fingerprint) {
    Map<String, Object> memo = new HashMap<>();
    if (options.getMemo() != null) {
      memo.putAll(options.getMemo());
    }
    memo.put(MEMO, fingerprint);
    return memo;
  }

  private Started started(String type, WorkflowExecution run, boolean fresh) {
    count(type, fresh ? "started" : "attached");
    return new Started(client.newUntypedWorkflowStub(target(run), Optional.of(type)), fresh);
  }

  private void check(
      String type, WorkflowExecutionDescription run, String wanted, RunConverter converter) {
    String found = fingerprint(run, converter);
    if (wanted.equals(found)) {
      return;
    }
    count(type, "mismatch");
    String id = run.getExecution().getWorkflowId();
    throw ApplicationFailure.newNonRetryableFailure(
        found == null
            ? "workflow id %s was started by other means, without a fingerprint to compare"
                .formatted(id)
            : "workflow id %s was started with something else: its fingerprint is %s, now %s"
                .formatted(id, found, wanted),
        FailureTypes.START_MISMATCH,
        found,
        wanted);
  }

  /** Of the run, or of the first of its chain: continue-as-new may give another memo. */
  private @Nullable String fingerprint(WorkflowExecutionDescription run, RunConverter converter) {
    Payload memo = memo(run);
    String first = run.getFirstRunId();
    if (memo == null && !first.isEmpty() && !first.equals(run.getExecution().getRunId())) {
      WorkflowExecutionDescription start = describe(run.getExecution().getWorkflowId(), first);
      memo = start == null ? null : memo(start);
    }
    try {
      return memo == null ? null : converter.receive(memo, String.class, String.class);
    } catch (DataConverterException e) {
      return null; // written by somebody else
    }
  }

  private static @Nullable Payload memo(WorkflowExecutionDescription run) {
    return run.getWorkflowExecutionInfo().getMemo().getFieldsMap().get(MEMO);
  }

  private @Nullable WorkflowExecutionDescription describe(String id, String runId) {
    WorkflowExecution run =
        WorkflowExecution.newBuilder().setWorkflowId(id).setRunId(runId).build();
    try {
      return client.newUntypedWorkflowStub(target(run)).describe();
    } catch (WorkflowNotFoundException e) {
      return null;
    }
  }

  private static WorkflowTargetOptions target(WorkflowExecution run) {
    return WorkflowTargetOptions.newBuilder().setWorkflowExecution(run).build();
  }

  private void count(String type, String outcome) {
    client
        .getWorkflowServiceStubs()
        .getOptions()
        .getMetricsScope()
        .tagged(Map.of("workflow_type", type, "outcome", outcome))
        .counter(STARTS)
        .inc(1);
  }

  /** What the options say of an id that is taken. */
  private record StartPolicy(String workflowId, boolean retriesFailed) {

    static StartPolicy of(WorkflowOptions options) {
      String id = options.getWorkflowId();
      Checks.notBlank("workflowId", id);
      WorkflowIdConflictPolicy conflict = options.getWorkflowIdConflictPolicy();
      if (conflict != null
          && conflict != WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING
          && conflict != WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_UNSPECIFIED) {
        throw new IllegalArgumentException(
            "workflowIdConflictPolicy must be unset or USE_EXISTING, was " + conflict);
      }
      WorkflowIdReusePolicy reuse = options.getWorkflowIdReusePolicy();
      boolean retries =
          reuse == WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY;
      if (reuse != null
          && !retries
          && reuse != WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE
          && reuse != WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_UNSPECIFIED) {
        throw new IllegalArgumentException(
            "workflowIdReusePolicy must be REJECT_DUPLICATE or ALLOW_DUPLICATE_FAILED_ONLY, as"
                + " nothing would be once by another, was "
                + reuse);
      }
      return new StartPolicy(id, retries);
    }

    boolean startsAnewAfter(WorkflowExecutionStatus status) {
      return retriesFailed
          && switch (status) {
            case WORKFLOW_EXECUTION_STATUS_FAILED,
                WORKFLOW_EXECUTION_STATUS_CANCELED,
                WORKFLOW_EXECUTION_STATUS_TERMINATED,
                WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
                true;
            default -> false;
          };
    }
  }
}
