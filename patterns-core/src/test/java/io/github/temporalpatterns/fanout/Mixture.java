// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A workflow that works on items of every kind, in every way, one fan-out after the other. */
@WorkflowInterface
public interface Mixture {

  @WorkflowMethod(name = "Mixture")
  List<String> run(int events);

  /** A user's sealed type. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({@JsonSubTypes.Type(Mail.class), @JsonSubTypes.Type(Sms.class)})
  sealed interface Note permits Mail, Sms {}

  /** One of it. */
  record Mail(String theAddress) implements Note {}

  /** Another. */
  record Sms(int theNumber) implements Note {}

  List<Note> NOTES = List.of(new Mail("a"), new Sms(1), new Mail("b"), new Sms(2), new Mail("c"));

  List<Optional<String>> OPTIONALS = List.of(Optional.empty(), Optional.of("x"));

  List<@Nullable BigDecimal> DECIMALS =
      Arrays.asList(new BigDecimal("1.50"), null, new BigDecimal("1E+40"));

  WorkflowExecution MESSAGE = WorkflowExecution.newBuilder().setWorkflowId("m").build();

  /** What was seen, and a sum. */
  record Seen(BigDecimal theSum, Note oneNote, ArrayList<String> allItems) {
    static Seen of(@Nullable Object item) {
      return new Seen(
          new BigDecimal("0.10"), new Sms(7), new ArrayList<>(List.of(String.valueOf(item))));
    }
  }

  /** Commutative. */
  final class Together implements Work.Reducer<Seen> {
    @Override
    public Seen add(Seen a, Seen b) {
      TreeSet<String> all = new TreeSet<>(a.allItems());
      all.addAll(b.allItems());
      return new Seen(a.theSum().add(b.theSum()), a.oneNote(), new ArrayList<>(all));
    }
  }

  /** What is done with items. */
  @ActivityInterface
  interface Api {
    Chunk.Result<Seen> noteChunk(Chunk<Note> chunk);

    Seen note(Note note);

    Seen refused(Note note);

    Source.Page<Note> notes(@Nullable String cursor);

    Chunk.Result<Seen> optionalChunk(Chunk<Optional<String>> chunk);

    Seen optional(Optional<String> item);

    Chunk.Result<Seen> decimalChunk(Chunk<@Nullable BigDecimal> chunk);

    Seen decimal(@Nullable BigDecimal item);

    Source.Page<@Nullable BigDecimal> decimals(@Nullable String cursor);

    Seen list(List<BigDecimal> item);

    Seen bytes(byte[] item);

    Seen message(WorkflowExecution item);

    Chunk.Result<Seen> messageChunk(Chunk<WorkflowExecution> chunk);

    Source.Page<WorkflowExecution> messages(@Nullable String cursor);

    Seen refusedMessage(WorkflowExecution item);

    void lostMessages(List<Chunk.Letter<WorkflowExecution>> letters);

    void lost(List<Chunk.Letter<Note>> letters);
  }

  /** Notes what is lost. */
  final class Impl implements Api {
    static final Queue<String> LOST = new ConcurrentLinkedQueue<>();

    @Override
    public Chunk.Result<Seen> noteChunk(Chunk<Note> chunk) {
      return chunk.fold(new Together(), Seen::of);
    }

    @Override
    public Seen note(Note note) {
      return Seen.of(note);
    }

    @Override
    public Seen refused(Note note) {
      throw ApplicationFailure.newNonRetryableFailure("no", "NO");
    }

    @Override
    public Source.Page<Note> notes(@Nullable String cursor) {
      return cursor == null
          ? new Source.Page<>(NOTES.subList(0, 3), "next")
          : new Source.Page<>(NOTES.subList(3, 5), null);
    }

    @Override
    public Chunk.Result<Seen> optionalChunk(Chunk<Optional<String>> chunk) {
      return chunk.fold(new Together(), Seen::of);
    }

    @Override
    public Seen optional(Optional<String> item) {
      return Seen.of(item);
    }

    @Override
    public Chunk.Result<Seen> decimalChunk(Chunk<@Nullable BigDecimal> chunk) {
      return chunk.fold(new Together(), Seen::of);
    }

    @Override
    public Seen decimal(@Nullable BigDecimal item) {
      return Seen.of(item);
    }

    @Override
    public Source.Page<@Nullable BigDecimal> decimals(@Nullable String cursor) {
      return new Source.Page<>(DECIMALS, null);
    }

    @Override
    public Seen list(List<BigDecimal> item) {
      return Seen.of(item.get(0));
    }

    @Override
    public Seen bytes(byte[] item) {
      return Seen.of(Arrays.toString(item));
    }

    @Override
    public Seen message(WorkflowExecution item) {
      return Seen.of(item.getWorkflowId());
    }

    @Override
    public Chunk.Result<Seen> messageChunk(Chunk<WorkflowExecution> chunk) {
      return chunk.fold(new Together(), this::message);
    }

    @Override
    public Source.Page<WorkflowExecution> messages(@Nullable String cursor) {
      return new Source.Page<>(List.of(MESSAGE), null);
    }

    @Override
    public Seen refusedMessage(WorkflowExecution item) {
      throw ApplicationFailure.newNonRetryableFailure("no", "NO");
    }

    @Override
    public void lostMessages(List<Chunk.Letter<WorkflowExecution>> letters) {
      letters.forEach(
          letter ->
              LOST.add(
                  letter.index() + " " + Objects.requireNonNull(letter.item()).getWorkflowId()));
    }

    @Override
    public void lost(List<Chunk.Letter<Note>> letters) {
      letters.forEach(letter -> LOST.add(letter.index() + " " + letter.item()));
    }
  }

  /** A child. */
  @WorkflowInterface
  interface Child {
    @WorkflowMethod(name = "Child")
    Seen note(Note note);

    /** Says what it got. */
    final class Default implements Child {
      @Override
      public Seen note(Note note) {
        return Seen.of(note);
      }
    }
  }

  /** All of it. */
  final class Default implements Mixture {
    private static final ActivityOptions OPTIONS =
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(20))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build();

    private static final FanOutOptions FAN_OUT =
        FanOutOptions.newBuilder(OPTIONS).setChunkSize(2).setWindow(2).build();

    private final ChunkedFanOut fanOut = ChunkedFanOut.create(FAN_OUT);
    private final List<String> seen = new ArrayList<>();

    @Override
    public List<String> run(int events) {
      FanOutOptions options = FAN_OUT.toBuilder().setEvents(events).build();
      Source<Note> pages = Source.pages(Api.class, Api::notes);
      one("chunks", options, Source.of(NOTES), Work.chunks(Api.class, Api::noteChunk));
      one("local", options, Source.of(NOTES), Work.localChunks(Api.class, Api::noteChunk));
      one("items", options, Source.of(NOTES), Work.items(Api.class, Api::note));
      one("children", options, Source.of(NOTES), Work.children(Child.class, Child::note));
      one("pages chunks", options, pages, Work.chunks(Api.class, Api::noteChunk));
      one("pages items", options, pages, Work.items(Api.class, Api::note));
      one("optionals", options, Source.of(OPTIONALS), Work.items(Api.class, Api::optional));
      one("optional", options, Source.of(OPTIONALS), Work.chunks(Api.class, Api::optionalChunk));
      one("decimals", options, Source.of(DECIMALS), Work.items(Api.class, Api::decimal));
      one("decimal", options, Source.of(DECIMALS), Work.chunks(Api.class, Api::decimalChunk));
      Source<@Nullable BigDecimal> decimals = Source.pages(Api.class, Api::decimals);
      one("pages decimals", options, decimals, Work.items(Api.class, Api::decimal));
      one("lists", options, lists(), Work.items(Api.class, Api::list));
      one("bytes", options, Source.of(List.of(new byte[] {1})), Work.items(Api.class, Api::bytes));
      Source<WorkflowExecution> messages = Source.of(List.of(MESSAGE));
      Source<WorkflowExecution> pagesOfMessages = Source.pages(Api.class, Api::messages);
      one("messages", options, messages, Work.items(Api.class, Api::message));
      one("message", options, messages, Work.chunks(Api.class, Api::messageChunk));
      one("pages messages", options, pagesOfMessages, Work.chunks(Api.class, Api::messageChunk));
      FanOutOptions tolerant =
          options.toBuilder()
              .setToleratedFailureRatio(1)
              .setDeadLetter(Api.class, Api::lost)
              .build();
      one("letters", tolerant, Source.of(NOTES), Work.items(Api.class, Api::refused));
      one("pages letters", tolerant, pages, Work.items(Api.class, Api::refused));
      one(
          "letters of messages",
          tolerant.toBuilder().setDeadLetter(Api.class, Api::lostMessages).build(),
          messages,
          Work.items(Api.class, Api::refusedMessage));
      return seen;
    }

    private static Source<List<BigDecimal>> lists() {
      return Source.of(List.of(new ArrayList<>(List.of(new BigDecimal("1.0")))));
    }

    private <T extends @Nullable Object> void one(
        String name, FanOutOptions options, Source<T> source, Work<T, Seen> work) {
      FanOutReport<Seen> report = fanOut.run(source, work.reduce(Together.class), options);
      Seen value = report.value();
      seen.add(
          "%s: %s %d %s"
              .formatted(
                  name,
                  report.outcome(),
                  report.succeeded(),
                  value == null
                      ? report.failures().get(0).type()
                      : value.theSum() + " " + value.allItems()));
    }
  }
}
