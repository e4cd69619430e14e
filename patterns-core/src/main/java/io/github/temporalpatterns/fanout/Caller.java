// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the call of a chunk, of whatever kind; none takes a thread. */
final class Caller {
  private final Spec spec;
  private final CallOptions options;
  private final Items items;
  private final Type value;

  Caller(Spec spec, Items items, @Nullable Reducers fold) {
    this.spec = spec;
    this.items = items;
    options = Objects.requireNonNull(spec.work().options());
    value = fold == null ? Object.class : fold.type();
  }

  /** What the call sends. */
  @Nullable Object argument(Piece piece) {
    return isChunked() ? items.chunk(piece) : items.item(piece.from());
  }

  private boolean isChunked() {
    return spec.kind() == Work.Kind.CHUNK || spec.kind() == Work.Kind.LOCAL;
  }

  Promise<Chunk.Result<?>> start(Piece piece, @Nullable Object argument) {
    String type = spec.work().type();
    String summary = piece.toString();
    return switch (spec.kind()) {
      case CHUNK ->
          Workflow.newUntypedActivityStub(options.activity(summary))
              .executeAsync(type, result(), new Types(Chunk.Result.class, value), argument);
      case LOCAL ->
          Workflow.newUntypedLocalActivityStub(options.local(summary))
              .executeAsync(type, result(), new Types(Chunk.Result.class, value), argument);
      case ITEM ->
          one(
              Workflow.newUntypedActivityStub(options.activity(summary))
                  .executeAsync(type, raw(), value, argument));
      case CHILD ->
          one(
              Workflow.newUntypedChildWorkflowStub(
                      type, options.child(id(piece, argument), summary))
                  .executeAsync(raw(), value, argument));
    };
  }

  private String id(Piece piece, @Nullable Object item) {
    return spec.batch() + "/" + (spec.itemAsKey() ? String.valueOf(item) : piece.from());
  }

  private static Promise<Chunk.Result<?>> one(Promise<Object> call) {
    return call.thenApply(given -> new Chunk.Result<>(1, List.of(), null, given));
  }

  @SuppressWarnings("unchecked") // the type argument is given beside it
  private static Class<Chunk.Result<?>> result() {
    return (Class<Chunk.Result<?>>) (Class<?>) Chunk.Result.class;
  }

  @SuppressWarnings("unchecked") // as above
  private Class<Object> raw() {
    Type raw = value instanceof ParameterizedType generic ? generic.getRawType() : value;
    return (Class<Object>) raw;
  }
}
