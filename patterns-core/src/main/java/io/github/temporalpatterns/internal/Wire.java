// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record of the library whose JSON is the same whatever mapper the worker's converter has:
 * whether that renames properties, leaves out empty ones, knows no {@code java.time} or writes type
 * ids. Unknown properties are ignored. Internal, not API.
 *
 * <p>A component that holds a value of the user's is marked {@link Theirs}, a list of them {@link
 * EachTheirs}: the worker's mapper writes and reads those, each as if it were an argument of its
 * own, so that it keeps its type id.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@JacksonAnnotationsInside
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonSerialize(using = WireMapper.Writer.class)
@JsonDeserialize(using = WireMapper.Reader.class)
public @interface Wire {

  /** A component that holds a value of the user's. */
  @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @JacksonAnnotationsInside
  @JsonSerialize(using = WireMapper.TheirWriter.class)
  @JsonDeserialize(using = WireMapper.TheirReader.class)
  @interface Theirs {}

  /** A component that holds a list of values of the user's. */
  @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @JacksonAnnotationsInside
  @JsonSerialize(contentUsing = WireMapper.TheirWriter.class)
  @JsonDeserialize(contentUsing = WireMapper.TheirReader.class)
  @interface EachTheirs {}

  /**
   * A component that holds a list of values of the user's, of types that its reader does not know:
   * it gets an {@link Encoded} of each one's JSON.
   */
  @Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @JacksonAnnotationsInside
  @JsonSerialize(contentUsing = WireMapper.TheirWriter.class)
  @JsonDeserialize(contentUsing = WireMapper.JsonReader.class)
  @interface EachTheirJson {}
}
