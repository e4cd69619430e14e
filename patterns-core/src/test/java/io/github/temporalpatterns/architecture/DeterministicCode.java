// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.core.domain.JavaModifier.VOLATILE;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Code that a replay runs again with the same result: what it may not depend on, call or declare.
 */
final class DeterministicCode extends ArchCondition<JavaClass> {

  private static final Pattern TYPES =
      Pattern.compile(
          "java\\.util\\.concurrent\\..*|java\\.(net|sql|nio\\.file|nio\\.channels)\\..*"
              + "|java\\.lang\\.(Thread|ThreadLocal|ProcessBuilder|Runtime)"
              + "|java\\.io\\.(File.*|RandomAccessFile)"
              + "|java\\.util\\.(Timer|SplittableRandom)|java\\.security\\.SecureRandom");

  /** Owner, method, number of parameters. */
  private static final Pattern CALLS =
      Pattern.compile(
          "java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv|getProperty|identityHashCode)/."
              + "|java\\.time\\..*\\.now/.|java\\.time\\.Clock\\.system.*"
              + "|java\\.util\\.Date\\.<init>/0|java\\.util\\.Calendar\\.getInstance/."
              + "|java\\.util\\.UUID\\.randomUUID/.|java\\.lang\\.Math\\.random/."
              + "|java\\.util\\.Random\\.<init>/."
              + "|java\\.util\\..*\\.parallel(Stream)?/0"
              // The order of iteration of two or more differs from one JVM to the next.
              + "|java\\.util\\.(Identity)?Hash(Map|Set)\\.<init>/."
              + "|java\\.util\\.(Map\\.of/([4-9]|[12].)|Set\\.of/([2-9]|10)|(Map|Set)\\.(ofEntries|copyOf)/1)"
              + "|java\\.util\\.stream\\.Collectors\\.(toSet/0|toUnmodifiable(Set|Map)/."
              + "|toMap/[23]|groupingBy/[12])");

  /**
   * What stands in the signatures of the SDK's {@code Promise}, and exceptions, which are values.
   */
  private static final Set<String> ALLOWED =
      Set.of(
          TimeUnit.class.getName(),
          TimeoutException.class.getName(),
          ClosedByInterruptException.class.getName(),
          FileLockInterruptionException.class.getName());

  DeterministicCode() {
    super("be deterministic");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    type.getDirectDependenciesFromSelf().stream()
        .filter(DeterministicCode::isForbidden)
        .forEach(found -> report(type, found.getDescription(), events));
    type.getCodeUnitAccessesFromSelf().stream()
        .filter(access -> CALLS.matcher(signature(access.getTarget())).matches())
        .forEach(found -> report(type, found.getDescription(), events));
    type.getFields().stream()
        .filter(field -> has(field, VOLATILE) || (has(field, STATIC) && !has(field, FINAL)))
        .forEach(field -> report(type, field.getDescription() + " is shared state", events));
    type.getMethods().stream()
        .filter(method -> has(method, SYNCHRONIZED))
        .forEach(method -> report(type, method.getDescription() + " is synchronized", events));
  }

  private static boolean isForbidden(Dependency dependency) {
    String name = dependency.getTargetClass().getBaseComponentType().getName();
    return TYPES.matcher(name).matches() && !ALLOWED.contains(name);
  }

  private static String signature(CodeUnitAccessTarget target) {
    return target.getOwner().getName()
        + "."
        + target.getName()
        + "/"
        + target.getRawParameterTypes().size();
  }

  private static boolean has(JavaMember member, JavaModifier modifier) {
    return member.getModifiers().contains(modifier);
  }

  private static void report(JavaClass type, String what, ConditionEvents events) {
    events.add(SimpleConditionEvent.violated(type, what));
  }
}
