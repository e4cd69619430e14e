// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.analysis.Value;

/**
 * What is known of a value in a method.
 *
 * @param type internal name or descriptor; empty if it may be several
 * @param flags where it comes from, how it is ordered, and what it does when it is called
 * @param origins what it is: the instructions that make it, the names of the fields and the {@link
 *     Param parameters} that hold it, the handlers that catch it
 * @param parts what it was made of, besides
 */
record Val(String type, int flags, Set<Object> origins, Set<Object> parts) implements Value {
  /** Reached from a static field. */
  static final int STATIC = 1;

  /** Not to be changed by the code that runs: in a query the workflow, in a lambda its captures. */
  static final int OWN = 2;

  /** A collection, map, stream or iterator in the order of hash codes. */
  static final int HASH = 4;

  /** With {@link #HASH}: a list, an array or the like, whose order matters to everybody. */
  static final int SPILT = 8;

  /** A collector that does not care for order. */
  static final int ANY_ORDER = 16;

  /** Decoded from a payload: its sets are hash sets. */
  static final int DATA = 32;

  /** Gives commands when it is called. */
  static final int ACTS = 64;

  /** Blocks the workflow when it is called. */
  static final int WAITS = 128;

  /** A container of collections in hash order. */
  static final int HOLDS = 256;

  /** A container that orders what it is given. */
  static final int SORTED = 512;

  /** A container of what gives commands when it is called. */
  static final int HOLDS_ACTS = 1024;

  /** Taken out of a container that {@link #HOLDS} such; what it is its type will say. */
  static final int HELD = 2048;

  /** The same of {@link #HOLDS_ACTS}. */
  static final int HELD_ACTS = 4096;

  /** What a field keeps of what is stored in it. */
  static final int KEPT = ~(OWN | ANY_ORDER);

  /** A parameter of the method, {@code this} being the first of an instance method. */
  record Param(int index) {}

  /** Beyond this nothing useful can be said of what a value was made of. */
  private static final int MANY = 32;

  private static final String NULL = "null";

  static final Val UNKNOWN = new Val("", 0, Set.of(), Set.of());

  static Val of(Type type) {
    String name = type.getSort() == Type.OBJECT ? type.getInternalName() : type.getDescriptor();
    return new Val(name, Containers.flagsOf(name), Set.of(), Set.of());
  }

  static Val nothing() {
    return new Val(NULL, 0, Set.of(), Set.of());
  }

  @Override
  public int getSize() {
    return type.equals("J") || type.equals("D") ? 2 : 1;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Whether a change of it outlives the code that runs, and may not be made there. */
  boolean isShared() {
    return has(STATIC | OWN);
  }

  Val with(int more) {
    return (flags | more) == flags ? this : new Val(type, flags | more, origins, parts);
  }

  /** The same value by another type. */
  Val as(Type other) {
    Val seen = of(other);
    return new Val(seen.type, flags | seen.flags, origins, parts);
  }

  /** The same value, which was an argument, in a container or in a payload, by its own type. */
  Val cast(Type to) {
    Val seen = as(to);
    boolean hashed =
        (has(DATA) && seen.type.equals(Containers.SET))
            || (has(HELD) && Containers.isGeneral(seen.type));
    boolean acts = has(HELD_ACTS) && !Containers.isContainer(seen.type);
    int more = (hashed ? HASH : 0) | (acts ? ACTS | WAITS : 0);
    return new Val(seen.type, (seen.flags | more) & ~(HELD | HELD_ACTS), origins, parts);
  }

  /** The flags of what is taken out of a container with these flags. */
  static int taken(int container) {
    return (container & (STATIC | OWN | DATA | HOLDS | HOLDS_ACTS))
        | ((container & HOLDS) != 0 ? HELD : 0)
        | ((container & HOLDS_ACTS) != 0 ? HELD_ACTS : 0);
  }

  Val from(Object origin) {
    return new Val(type, flags, Set.of(origin), union(Set.of(origin), parts));
  }

  Val of(Set<Object> more) {
    return new Val(type, flags, origins, union(parts, more));
  }

  /** Whether it is, or was made of, what comes from there. */
  boolean madeOf(Object origin) {
    return origins.contains(origin) || parts.contains(origin);
  }

  /** Either of two values; this one, if the other adds nothing. */
  Val or(Val other) {
    String either = common(other);
    int all = flags | other.flags;
    Set<Object> anyOrigin = union(origins, other.origins);
    Set<Object> anyPart = union(parts, other.parts);
    boolean same = either.equals(type) && all == flags && anyOrigin == origins && anyPart == parts;
    return same ? this : new Val(either, all, anyOrigin, anyPart);
  }

  private String common(Val other) {
    if (type.equals(other.type) || other.type.equals(NULL)) {
      return type;
    }
    return type.equals(NULL) ? other.type : "";
  }

  static Set<Object> union(Set<Object> one, Set<Object> other) {
    if (one == other || one.size() > MANY || one.containsAll(other)) {
      return one;
    }
    Set<Object> both = new LinkedHashSet<>(one);
    both.addAll(other);
    return both;
  }
}
