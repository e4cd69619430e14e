// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.common.converter.PayloadConverter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/** As a payload converter that encrypts by itself, so that no codec knows of it. */
final class SaltedJson implements PayloadConverter {
  private final JacksonJsonPayloadConverter json = new JacksonJsonPayloadConverter();
  private final SaltedCodec codec = new SaltedCodec(0, "");

  @Override
  public String getEncodingType() {
    return "salted";
  }

  @Override
  public Optional<Payload> toData(Object value) {
    return json.toData(value).map(payload -> codec.encode(List.of(payload)).get(0));
  }

  @Override
  public <T> T fromData(Payload content, Class<T> type, Type genericType) {
    return json.fromData(codec.decode(List.of(content)).get(0), type, genericType);
  }
}
