// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.temporalpatterns.internal.CallOptions;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the call of a chunk, of whatever kind; none takes a thread. Without a reducer nobody wants
 * what it gives, so that is not decoded.
 */
final class Caller {

  /** A chunk's result of which the value is not wanted. */
  @Wire
  record Counts(
      int succeeded,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<Chunk.Failed> failed,
      @Nullable Integer resumeFrom) {}

  private final Spec spec;
  private final CallOptions options;
  private final Items items;
  private final @Nullable Type value;

  Caller(Spec spec, Items items, @Nullable Reducers fold) {
    this.spec = spec;
    this.items = items;
    options = Objects.requireNonNull(spec.work().options());
    value = fold == null ? null : fold.type();
  }

  /** What the call sends. */
  Object argument(Piece piece) {
    return spec.kind().isInChunks() ? items.chunk(piece) : items.argument(piece.from());
  }

  Promise<Chunk.Result<?>> start(Piece piece, Object argument) {
    String type = spec.work().type();
    String summary = piece.toString();
    Functions.Func<Promise<Object>> call = () -> call(type, piece, summary, argument);
    return (spec.kind().isInChunks()
            ? spec.names().ofChunk(call)
            : spec.names().ofItem(item(piece), call))
        .thenApply(this::result);
  }

  private Promise<Object> call(String type, Piece piece, String summary, Object argument) {
    return switch (spec.kind()) {
      case CHUNK, ITEM ->
          Workflow.newUntypedActivityStub(options.activity(summary))
              .executeAsync(type, raw(), type(), argument);
      case LOCAL ->
          Workflow.newUntypedLocalActivityStub(options.local(summary))
              .executeAsync(type, raw(), type(), argument);
      case CHILD ->
          Workflow.newUntypedChildWorkflowStub(type, options.child(id(piece), summary))
              .executeAsync(raw(), type(), argument);
    };
  }

  /** The id of an item's child workflow, but for what makes it new. */
  String key(Piece piece) {
    return spec.batch() + "/" + item(piece);
  }

  private String item(Piece piece) {
    return spec.itemAsKey() ? items.text(piece.from()) : String.valueOf(piece.from());
  }

  private String id(Piece piece) {
    return spec.once() ? key(piece) : key(piece) + Job.token();
  }

  private Chunk.@Nullable Result<?> result(@Nullable Object given) {
    if (!spec.kind().isInChunks()) {
      return new Chunk.Result<>(1, List.of(), null, value == null ? null : given);
    }
    return given instanceof Counts counts
        ? new Chunk.Result<>(counts.succeeded(), counts.failed(), counts.resumeFrom(), null)
        : (Chunk.Result<?>) given;
  }

  private Type type() {
    if (spec.kind().isInChunks()) {
      return value == null ? Counts.class : new Types(Chunk.Result.class, value);
    }
    return value == null ? RawValue.class : value;
  }

  @SuppressWarnings("unchecked") // the type argument is given beside it
  private Class<Object> raw() {
    Type type = type();
    return (Class<Object>)
        (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }
}
