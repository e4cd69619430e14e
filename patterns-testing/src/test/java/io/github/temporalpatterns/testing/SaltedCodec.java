// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.context.HasWorkflowSerializationContext;
import io.temporal.payload.context.SerializationContext;
import java.security.SecureRandom;
import java.util.List;

/**
 * As a codec that encrypts: the same value looks different each time, and what was not encoded, or
 * by another key, is refused.
 */
public class SaltedCodec implements PayloadCodec {
  private static final int SALT = 12;

  private final SecureRandom random = new SecureRandom();
  private final int padding;
  private final String key;

  SaltedCodec(int padding, String key) {
    this.padding = padding;
    this.key = key;
  }

  /** The standard converter with this codec. */
  public static DataConverter converter() {
    return new CodecDataConverter(
        DefaultDataConverter.newDefaultInstance(), List.of(new SaltedCodec(0, "")));
  }

  /** The standard converter with a codec that has a key for each workflow. */
  public static DataConverter converterOfWorkflow() {
    return new CodecDataConverter(
        DefaultDataConverter.newDefaultInstance(), List.of(new OfWorkflow()));
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads.stream().map(this::encoded).toList();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::decoded).toList();
  }

  private Payload encoded(Payload payload) {
    byte[] salt = new byte[SALT + padding];
    random.nextBytes(salt);
    return Payload.newBuilder()
        .putMetadata("encoding", ByteString.copyFromUtf8("salted" + key))
        .setData(ByteString.copyFrom(salt).concat(payload.toByteString()))
        .build();
  }

  private Payload decoded(Payload payload) {
    String encoding = payload.getMetadataOrThrow("encoding").toStringUtf8();
    if (!encoding.equals("salted" + key)) {
      throw new IllegalStateException("encoded as " + encoding);
    }
    try {
      return Payload.parseFrom(payload.getData().substring(SALT + padding));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has a key for each workflow, and none for values of which nobody says whose they are. */
  static final class OfWorkflow extends SaltedCodec {
    OfWorkflow() {
      super(0, " by nobody's key");
    }

    @Override
    public PayloadCodec withContext(SerializationContext context) {
      return context instanceof HasWorkflowSerializationContext workflow
          ? new SaltedCodec(0, " by the key of " + workflow.getWorkflowId())
          : this;
    }
  }
}
