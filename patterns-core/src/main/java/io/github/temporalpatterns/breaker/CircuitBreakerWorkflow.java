// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.machine.internal.DataCheck;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Base class of a workflow that sends a list of requests to one dependency, one after the other,
 * through a {@link CircuitBreaker}, and keeps the outcome of each.
 *
 * <p>Workflow code only. A workflow interface whose method is {@code List<Answer<I, O>>
 * run(List<I>)} needs nothing but {@code call}; any other method calls {@link #run} or {@link
 * #answers}.
 *
 * <p>Replay, state, threads and failures: those of {@link CircuitBreaker}. All requests are sent,
 * whatever the outcome of those before; a cancellation ends the run. The list of requests and the
 * list of answers must each fit into a payload.
 *
 * <p>Workflow retry and reset: the run begins again with the first request, or at the point of the
 * reset, so requests that were answered before are sent again.
 *
 * @param <A> the activity interface
 * @param <I> a request
 * @param <O> what is answered
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public abstract class CircuitBreakerWorkflow<A, I, O extends @Nullable Object> {

  /** The outcome of a request. */
  public enum Outcome {
    /** It was answered. */
    ANSWERED,
    /** It was sent, and failed. */
    FAILED,
    /** It was not sent: the breaker did not permit it. */
    REJECTED
  }

  /**
   * A request and its outcome.
   *
   * @param request the request
   * @param outcome what happened to it
   * @param result the answer; null unless the request was answered
   * @param reason why there is no answer, on one line; null if there is one
   * @param <I> a request
   * @param <O> what is answered
   */
  @Wire
  public record Answer<I, O extends @Nullable Object>(
      @Wire.Theirs I request,
      Outcome outcome,
      @Wire.Theirs @Nullable O result,
      @Nullable String reason) {

    /**
     * Gives the answer.
     *
     * @return what was answered
     * @throws io.temporal.failure.ApplicationFailure {@code patterns.BreakerUnanswered}, not
     *     retryable, if there is no answer
     */
    public @Nullable O orThrow() {
      if (!answered()) {
        throw ApplicationFailure.newNonRetryableFailure(reason, FailureTypes.BREAKER_UNANSWERED);
      }
      return result;
    }

    private boolean answered() {
      return outcome == Outcome.ANSWERED;
    }
  }

  /**
   * The most requests of one run. Each may cost eleven events, for a call and a bounded wait, and
   * all must fit into the run's history.
   */
  public static final int MOST_REQUESTS = 4_000;

  /** The breaker; its handlers are registered with the run. */
  protected final CircuitBreaker breaker;

  private final Class<A> api;

  /**
   * Creates the breaker.
   *
   * @param options how it works; needs activity options
   * @param api the activity interface
   */
  protected CircuitBreakerWorkflow(BreakerOptions options, Class<A> api) {
    breaker = CircuitBreaker.create(options);
    this.api = api;
  }

  /**
   * Sends the requests, and requires an answer to each.
   *
   * @param requests in the order in which they are sent, {@value #MOST_REQUESTS} at most
   * @return an answer for each, in the same order
   * @throws io.temporal.failure.TemporalFailure if the run is cancelled
   * @throws io.temporal.failure.ApplicationFailure {@code patterns.BreakerUnanswered}, not
   *     retryable, if not every request was answered; the detail is what {@link #answers} returns.
   *     {@code patterns.BreakerRefused}, not retryable, if nothing was sent, because there is no
   *     list or it has too many requests
   */
  public List<Answer<I, O>> run(List<I> requests) {
    List<Answer<I, O>> answers = answers(requests);
    List<Answer<I, O>> open = answers.stream().filter(answer -> !answer.answered()).toList();
    if (!open.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "%d of %d requests were not answered; the first of them: %s"
              .formatted(open.size(), answers.size(), open.get(0).reason()),
          FailureTypes.BREAKER_UNANSWERED,
          answers);
    }
    return answers;
  }

  /**
   * Sends the requests, and returns the outcome of each. The caller must check each {@link
   * Answer#outcome}.
   *
   * @param requests as for {@link #run}
   * @return the outcome of each, in the same order
   * @throws io.temporal.failure.TemporalFailure if the run is cancelled
   * @throws io.temporal.failure.ApplicationFailure {@code patterns.BreakerRefused} as from {@link
   *     #run}
   */
  protected final List<Answer<I, O>> answers(List<I> requests) {
    DataCheck check = new DataCheck("", FailureTypes.BREAKER_REFUSED);
    check.range("requests", check.present("requests", requests).size(), 0, MOST_REQUESTS);
    List<Answer<I, O>> answers = new ArrayList<>(requests.size());
    for (I request : requests) {
      answers.add(answer(request));
    }
    return answers;
  }

  private Answer<I, O> answer(I request) {
    try {
      O result = breaker.call(api, activities -> call(activities, request));
      return new Answer<>(request, Outcome.ANSWERED, result, null);
    } catch (TemporalFailure e) {
      if (Failures.isCancellation(e)) {
        throw e;
      }
      Outcome outcome =
          FailureTypes.matches(e, FailureTypes.BREAKER_OPEN) ? Outcome.REJECTED : Outcome.FAILED;
      return new Answer<>(request, outcome, null, Failures.line(e));
    }
  }

  /**
   * Sends one request.
   *
   * @param activities the guarded stub
   * @param request the request
   * @return the answer
   */
  protected abstract O call(A activities, I request);
}
