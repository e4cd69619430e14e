// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.cli;

import io.github.temporalpatterns.examples.runtime.Fault;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an enum by the words that its {@code toString} gives, and says which there are. */
abstract class Words<E extends Enum<E>> implements ITypeConverter<E> {
  private final List<E> all;

  private Words(Class<E> type) {
    all = Arrays.asList(type.getEnumConstants());
  }

  @Override
  public E convert(String word) {
    return all.stream()
        .filter(value -> value.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + word + "' is none of " + all));
  }

  /** The words for {@link Step}. */
  static final class Steps extends Words<Step> {
    Steps() {
      super(Step.class);
    }
  }

  /** The words for {@link Fault}. */
  static final class Faults extends Words<Fault> {
    Faults() {
      super(Fault.class);
    }
  }
}
