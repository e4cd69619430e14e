// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.analysis.Value;

/**
 * What is known of a value in a method.
 *
 * @param size stack slots
 * @param flags where it comes from, and how it is ordered
 * @param origins the lambdas that it may be, and the handlers whose exception it may be
 */
record Val(int size, int flags, Set<Object> origins) implements Value {
  /** Reached from {@code this}. */
  static final int THIS = 1;

  /** Reached from a static field. */
  static final int STATIC = 2;

  /** A collection, map or stream whose order depends on hash codes. */
  static final int HASH = 4;

  /** A collector that does not care for order. */
  static final int ANY_ORDER = 8;

  static final Val PLAIN = new Val(1, 0, Set.of());
  static final Val WIDE = new Val(2, 0, Set.of());

  static Val of(Type type) {
    if (type.getSize() == 2) {
      return WIDE;
    }
    boolean hash = type.getSort() == Type.OBJECT && HashOrder.isHashed(type.getInternalName());
    return hash ? PLAIN.with(HASH) : PLAIN;
  }

  static Val from(Type type, Object origin) {
    return new Val(type.getSize(), of(type).flags, Set.of(origin));
  }

  @Override
  public int getSize() {
    return size;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  Val with(int more) {
    return (flags | more) == flags ? this : new Val(size, flags | more, origins);
  }

  Facts.Holder holder() {
    if (has(STATIC)) {
      return Facts.Holder.STATIC;
    }
    return has(THIS) ? Facts.Holder.THIS : Facts.Holder.NOBODY;
  }

  Val or(Val other) {
    if (equals(other)) {
      return this;
    }
    Set<Object> both = new LinkedHashSet<>(origins);
    both.addAll(other.origins);
    return new Val(size == other.size ? size : 1, flags | other.flags, both);
  }
}
