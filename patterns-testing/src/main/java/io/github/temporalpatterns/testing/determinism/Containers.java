// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the check knows of collections, maps, streams and collectors, by name. */
final class Containers {
  static final String SET = "java/util/Set";

  private static final Set<String> GENERAL =
      Set.of(SET, "java/util/Map", "java/util/Collection", "java/lang/Iterable");

  private static final Set<String> HASHED =
      Set.of(
          "java/util/HashMap",
          "java/util/HashSet",
          "java/util/Hashtable",
          "java/util/Properties",
          "java/util/IdentityHashMap",
          "java/util/WeakHashMap",
          "java/util/concurrent/ConcurrentHashMap",
          "java/util/concurrent/ConcurrentHashMap$KeySetView",
          "com/google/common/collect/HashMultimap",
          "com/google/common/collect/HashMultiset",
          "com/google/common/collect/HashBiMap");

  private static final Pattern MAKES_HASHED =
      Pattern.compile(
          "java\\.util\\.Set\\.(of\\((Object\\[\\]|\\w+,.+)\\)|copyOf\\(.*)"
              + "|java\\.util\\.Map\\.(of\\(\\w+,\\w+,.+\\)|ofEntries\\(.*|copyOf\\(.*)"
              + "|java\\.util\\.stream\\.Collectors\\.(toSet\\(\\)|toUnmodifiable(Set|Map)\\(.*"
              + "|toMap\\(\\w+,\\w+(,\\w+)?\\)|toConcurrentMap\\(.*"
              + "|groupingBy(Concurrent)?\\(\\w+(,\\w+)?\\))"
              + "|java\\.util\\.concurrent\\.ConcurrentHashMap\\.newKeySet\\(.*"
              + "|com\\.google\\.common\\.collect\\.(Sets|Maps)\\.new(Concurrent)?Hash.*"
              + "|java\\.lang\\.Class\\.get(Declared)?(Methods|Fields|Constructors|Classes)\\(\\)");

  private static final Pattern IN_ANY_ORDER =
      Pattern.compile(
          "java\\.util\\.stream\\.Collectors\\."
              + "(counting|summing\\w+|averaging\\w+|summarizing\\w+|minBy|maxBy|toSet"
              + "|toMap\\(\\w+,\\w+(,\\w+)?\\)|toUnmodifiable(Set|Map)|partitioningBy"
              + "|groupingBy\\(\\w+(,\\w+)?\\)).*"
              + "|com\\.google\\.common\\.collect\\.ImmutableSorted\\w+\\.toImmutable.*");

  /** Collectors whose result is what another collector or a supplier makes. */
  private static final Pattern WRAPS =
      Pattern.compile(
          "java\\.util\\.stream\\.Collectors\\.(mapping|filtering|flatMapping|collectingAndThen)\\(.*");

  private static final Pattern SUPPLIED =
      Pattern.compile(
          "java\\.util\\.stream\\.Collectors\\.(toCollection\\(.*|toMap\\(\\w+,\\w+,\\w+,\\w+\\)"
              + "|groupingBy\\(\\w+,\\w+,\\w+\\))");

  private static final Pattern ORDERS =
      Pattern.compile(
          "java/util/(concurrent/)?(Tree|Enum(Map|Set)|ConcurrentSkipList|Priority|Sorted|Navigable)\\w*");

  private static final Pattern CONTAINER =
      Pattern.compile(
          "\\[.*|java/lang/Iterable|java/util/stream/\\w*Stream|com/google/common/collect/.*"
              + "|java/util/(\\w+/)?\\w*(Collection|List|Set|Map|Queue|Deque|Iterator|Enumeration)");

  private static final Pattern SEQUENCE = Pattern.compile("\\[.*|.*(List|Queue|Deque)");

  private static final Pattern SORTS =
      Pattern.compile(
          ".*\\.(sorted|sortedCopy|immutableSortedCopy|newTree\\w+|treeSet)\\(.*"
              + "|.*(Sorted|Tree|SkipList|Enum(Map|Set))\\w*\\..*"
              + "|.*\\.(of|singleton|singletonList|nCopies)\\(.*");

  private static final Pattern KEEPS_ORDER =
      Pattern.compile(
          "(java/util/(concurrent/)?(ArrayList|LinkedList|ArrayDeque|Vector|Stack"
              + "|LinkedHash(Set|Map)|CopyOnWrite\\w+|ConcurrentLinked\\w+|LinkedBlocking\\w+)"
              + "|java/lang/StringBu\\w+|java/util/StringJoiner)");

  /** Calls that hand out what a container holds, or a view of it. */
  private static final Pattern HANDS_OUT =
      Pattern.compile(
          "java\\.util\\.(concurrent\\.)?(atomic\\.)?(stream\\.)?[\\w$]+\\."
              + "(get\\w*|iterator|listIterator|next|previous|values|keySet|entrySet|stream|filter"
              + "|sorted|limit|skip|peek\\w*|first\\w*|last\\w*|distinct|orElse\\w*|find\\w+"
              + "|subList|headMap|tailMap|subMap|headSet|tailSet|subSet|descending\\w+|elementAt"
              + "|unmodifiable\\w+|synchronized\\w+|element|ceiling\\w*|floor\\w*|or|reversed"
              + "|parallelStream|takeWhile|dropWhile|ofNullable|asList|elements)\\(.*");

  private static final Pattern FOR_EACH =
      Pattern.compile(
          "java\\.util\\.stream\\.\\w*Stream\\..*"
              + "|.*\\.(forEach\\w*|removeIf|replaceAll|transform\\w*)\\(.*");

  /** Calls that return what they are given. */
  private static final Pattern PASSES =
      Pattern.compile(
          "java\\.util\\.(Objects\\.requireNonNull\\w*"
              + "|Optional\\.(of|ofNullable|get|orElse\\w*|filter|or))\\(.*"
              + "|com\\.google\\.common\\.base\\.(Preconditions|MoreObjects|Optional)\\..*");

  private static final Pattern TAKES =
      Pattern.compile(
          "java\\.util\\.(concurrent\\.)?\\w+\\.(next|previous|nextElement|get\\(int\\)"
              + "|getFirst|getLast|elementAt|firstElement|lastElement|poll\\w*|pop|peek\\w*|element"
              + "|remove\\((int)?\\)|removeFirst|removeLast|take\\w*|subList|listIterator\\(int\\)).*"
              + "|com\\.google\\.common\\.collect\\.\\w+\\.(get\\w*|next)\\(.*");

  private static final Pattern APPENDS =
      Pattern.compile(
          "java\\.util\\.(concurrent\\.)?\\w+\\.(add|addAll|addFirst|addLast|offer\\w*|push|put|putAll"
              + "|putIfAbsent|putFirst|putLast|computeIfAbsent|compute|merge|addElement)\\(.*"
              + "|java\\.util\\.StringJoiner\\.add\\(.*|java\\.lang\\.StringBu\\w+\\.(append|insert)\\(.*");

  private static final Pattern FILLS =
      Pattern.compile(
          "java\\.util\\.(concurrent\\.)?\\w+\\.(addAll|putAll|<init>)\\(.*"
              + "|java\\.util\\.Collections\\.addAll\\(.*");

  private static final Pattern ORDERED_BY_SORT =
      Pattern.compile(
          "java\\.util\\.(Collections|Arrays)\\.(sort|parallelSort)\\(.*"
              + "|java\\.util\\.(concurrent\\.)?\\w+\\.sort\\(.*");

  private Containers() {}

  /** The flags that every value of a type has. */
  static int flagsOf(String type) {
    if (HASHED.contains(type)) {
      return Val.HASH;
    }
    return ORDERS.matcher(type).matches() ? Val.SORTED : 0;
  }

  /** Whether the type says nothing about the order. */
  static boolean isGeneral(String type) {
    return GENERAL.contains(type);
  }

  /** Whether the order of a value of this type matters to everybody who gets it. */
  static boolean isSequence(String type) {
    return SEQUENCE.matcher(type).matches();
  }

  static boolean isContainer(String type) {
    return CONTAINER.matcher(type).matches();
  }

  /** Whether a call runs what it is given, or what its receiver holds, for each element. */
  static boolean forEach(String call) {
    return FOR_EACH.matcher(call).matches();
  }

  /** Whether a container of this class keeps the order in which it is filled. */
  static boolean keepsOrder(String type) {
    return KEEPS_ORDER.matcher(type).matches();
  }

  static boolean handsOut(String call) {
    return HANDS_OUT.matcher(call).matches();
  }

  /** Whether a call takes one element out of, or a part from, what has an order. */
  static boolean takes(String call) {
    return TAKES.matcher(call).matches();
  }

  /** Whether a call adds to its receiver, which may keep the order of the calls. */
  static boolean appends(String call) {
    return APPENDS.matcher(call).matches();
  }

  /** Whether a call fills its first argument, or receiver, with the others. */
  static boolean fills(String call) {
    return FILLS.matcher(call).matches();
  }

  /** Whether a call sorts its first argument, or receiver. */
  static boolean sorts(String call) {
    return ORDERED_BY_SORT.matcher(call).matches();
  }

  /** What is known of the result of a library's call, given its arguments, the receiver first. */
  static int result(String call, String type, List<Val> arguments) {
    int flags = MAKES_HASHED.matcher(call).matches() ? Val.HASH : 0;
    if (call.startsWith("java.util.stream.Collectors.")) {
      return flags | collector(call, arguments);
    }
    if (call.contains("Stream.collect(")) {
      return collected(arguments.get(0), arguments.get(1));
    }
    int given = arguments.stream().mapToInt(Val::flags).reduce(0, (a, b) -> a | b);
    if (PASSES.matcher(call).matches()) {
      return given;
    }
    boolean inOrderOfHash =
        (given & Val.HASH) != 0
            && CONTAINER.matcher(type).matches()
            && !SORTS.matcher(call).matches();
    if (inOrderOfHash) {
      flags |= Val.HASH | (given & Val.SPILT);
    }
    return (flags & Val.HASH) != 0 && SEQUENCE.matcher(type).matches() ? flags | Val.SPILT : flags;
  }

  private static int collector(String call, List<Val> arguments) {
    if (WRAPS.matcher(call).matches()) {
      return arguments.stream().mapToInt(Val::flags).reduce(0, (a, b) -> a | b)
          & (Val.HASH | Val.ANY_ORDER);
    }
    if (SUPPLIED.matcher(call).matches()) {
      return arguments.stream().mapToInt(Containers::supplied).max().orElse(0);
    }
    int inner = arguments.stream().anyMatch(a -> a.has(Val.HASH)) ? Val.HOLDS : 0;
    return IN_ANY_ORDER.matcher(call).matches() ? inner | Val.ANY_ORDER : inner;
  }

  /** What the constructor says that a supplier refers to. */
  private static int supplied(Val supplier) {
    return supplier.origins().stream()
        .map(Lambdas::constructed)
        .mapToInt(type -> flagsOf(type) == 0 ? 0 : (flagsOf(type) & Val.HASH) | Val.ANY_ORDER)
        .max()
        .orElse(0);
  }

  private static int collected(Val stream, Val collector) {
    int flags = collector.flags() & (Val.HASH | Val.HOLDS);
    boolean spills = stream.has(Val.HASH) && !collector.has(Val.ANY_ORDER);
    return spills ? flags | Val.HASH | Val.SPILT : flags;
  }
}
