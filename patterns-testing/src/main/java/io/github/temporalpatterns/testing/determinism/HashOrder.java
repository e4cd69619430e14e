// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Which library calls make a collection in hash order, hand one on, and give its order away. Also
 * collects which fields and methods of the user's code hold or return one.
 */
final class HashOrder {
  private static final Set<String> TYPES =
      Set.of(
          "java/util/HashMap",
          "java/util/HashSet",
          "java/util/Hashtable",
          "java/util/IdentityHashMap",
          "java/util/WeakHashMap",
          "java/util/concurrent/ConcurrentHashMap",
          "java/util/concurrent/ConcurrentHashMap$KeySetView");

  private static final Pattern MAKES =
      Pattern.compile(
          "java\\.util\\.Set\\.(of\\((Object\\[\\]|\\w+,.+)\\)|copyOf\\(.*)"
              + "|java\\.util\\.Map\\.(of\\(\\w+,\\w+,.+\\)|ofEntries\\(.*|copyOf\\(.*)"
              + "|java\\.util\\.stream\\.Collectors\\.(toSet\\(\\)|toUnmodifiable(Set|Map)\\(.*"
              + "|toMap\\(\\w+,\\w+(,\\w+)?\\)|groupingBy\\(\\w+(,\\w+)?\\))"
              + "|java\\.util\\.concurrent\\.ConcurrentHashMap\\.newKeySet\\(.*");

  private static final Pattern IN_ANY_ORDER =
      Pattern.compile(
          "java\\.util\\.stream\\.Collectors\\."
              + "(counting|summing\\w+|averaging\\w+|summarizing\\w+|minBy|maxBy|toSet|toMap"
              + "|toUnmodifiable(Set|Map)|groupingBy|partitioningBy)\\(.*");

  private static final Set<String> VIEWS =
      Set.of("keySet", "values", "entrySet", "stream", "unmodifiableSet", "unmodifiableMap");

  private static final Pattern SHOWS =
      Pattern.compile(
          "java\\.(util|lang)\\..*\\.(iterator|spliterator|forEach|forEachOrdered|toArray|toList"
              + "|findFirst|findAny|reduce|collect)\\(.*");

  private static final Pattern COPIES =
      Pattern.compile(
          "java\\.util\\.(ArrayList|LinkedList|ArrayDeque|LinkedHashSet|LinkedHashMap)\\.<init>\\(.*"
              + "|java\\.util\\.(List\\.copyOf|Collection\\.addAll|List\\.addAll)\\(.*"
              + "|java\\.util\\.(ArrayList|LinkedHashSet)\\.addAll\\(.*"
              + "|java\\.util\\.LinkedHashMap\\.putAll\\(.*|java\\.lang\\.String\\.join\\(.*");

  private final Set<String> known = new HashSet<>();

  static boolean isHashed(String type) {
    return TYPES.contains(type);
  }

  /** Remembers a field or method; returns nothing, but {@link #size} grows by what is new. */
  void add(String member) {
    known.add(member);
  }

  boolean knows(String member) {
    return known.contains(member);
  }

  int size() {
    return known.size();
  }

  /** The flags of what a call returns, given its arguments, the receiver first. */
  int flags(MethodInsnNode call, List<Val> arguments) {
    String text = Facts.signature(call.owner, call.name, call.desc);
    int flags = IN_ANY_ORDER.matcher(text).matches() ? Val.ANY_ORDER : 0;
    if (MAKES.matcher(text).matches() || known.contains(call.owner + "." + call.name + call.desc)) {
      return flags | Val.HASH;
    }
    boolean fromHash = !arguments.isEmpty() && arguments.get(0).has(Val.HASH);
    boolean streams = call.owner.startsWith("java/util/stream/") && call.desc.endsWith("Stream;");
    boolean collectsHash = call.name.equals("collect") && anyHash(arguments, 1);
    boolean handsOn = VIEWS.contains(call.name) || (streams && !call.name.equals("sorted"));
    return flags | ((fromHash && handsOn) || collectsHash ? Val.HASH : 0);
  }

  /** What a call makes of the order of a hashed collection, in words, if it makes something. */
  static Optional<String> shows(MethodInsnNode call, List<Val> arguments) {
    String text = Facts.signature(call.owner, call.name, call.desc);
    if (SHOWS.matcher(text).matches() && arguments.get(0).has(Val.HASH)) {
      boolean anyOrder =
          call.name.equals("collect") && arguments.stream().anyMatch(a -> a.has(Val.ANY_ORDER));
      return anyOrder ? Optional.empty() : Optional.of("iteration by " + text);
    }
    return COPIES.matcher(text).matches() && anyHash(arguments, 0) && !onlyReceiver(arguments)
        ? Optional.of("copying by " + text)
        : Optional.empty();
  }

  private static boolean onlyReceiver(List<Val> arguments) {
    return arguments.size() > 1 && !anyHash(arguments, 1);
  }

  private static boolean anyHash(List<Val> arguments, int from) {
    return arguments.stream().skip(from).anyMatch(argument -> argument.has(Val.HASH));
  }
}
