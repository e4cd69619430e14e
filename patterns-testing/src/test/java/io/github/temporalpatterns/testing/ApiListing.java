// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The public API of a module as text: each type that a user can name, and its members. */
final class ApiListing {
  private static final String INTERNAL = ".internal.";

  private final Path classes;

  private ApiListing(Path classes) {
    this.classes = classes;
  }

  /** The API of the module that a class belongs to. */
  static String of(Class<?> member) throws IOException, URISyntaxException {
    Path home = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(home)) {
      return new ApiListing(home).text();
    }
    try (FileSystem jar = FileSystems.newFileSystem(home)) {
      return new ApiListing(jar.getPath("/")).text();
    }
  }

  private String text() throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return String.join(
          "\n",
          files
              .map(file -> classes.relativize(file).toString())
              .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
              .map(file -> file.replaceAll("[/\\\\]", ".").replaceAll("\\.class$", ""))
              .sorted()
              .map(ApiListing::load)
              .filter(ApiListing::isApi)
              .map(ApiListing::describe)
              .toList());
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiListing.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isApi(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
      if (!isShown(c.getModifiers()) || c.isAnonymousClass()) {
        return false;
      }
    }
    return !type.getName().contains(INTERNAL);
  }

  private static String describe(Class<?> type) {
    List<String> members = new ArrayList<>();
    members(type.getDeclaredFields()).map(Field::toGenericString).forEach(members::add);
    members(type.getDeclaredConstructors()).map(Constructor::toGenericString).forEach(members::add);
    members(type.getDeclaredMethods()).map(Method::toGenericString).forEach(members::add);
    String heading =
        type.toGenericString()
            + (type.getGenericSuperclass() == null
                ? ""
                : " extends " + type.getGenericSuperclass().getTypeName())
            + " "
            + Arrays.stream(type.getGenericInterfaces()).map(Object::toString).toList();
    return brief(type, heading)
        + "\n"
        + members.stream().map(text -> "  " + brief(type, text) + "\n").sorted().toList().stream()
            .reduce("", String::concat);
  }

  private static <M extends Member & AnnotatedElement> Stream<M> members(M[] members) {
    return Arrays.stream(members)
        .filter(member -> isShown(member.getModifiers()) && !member.isSynthetic());
  }

  private static boolean isShown(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  /** Without the packages that a reader knows, and the type's own name before its members. */
  private static String brief(Class<?> type, String text) {
    return text.replace(type.getName() + ".", "")
        .replaceAll("\\b(java\\.(lang|util|time)|io\\.temporal(\\.\\w+)*)\\.(?=[A-Z])", "")
        .replace("io.github.temporalpatterns.", "")
        .replace("abstract ", "")
        .replaceAll(" extends (Object|Record)\\b| \\[\\]$", "");
  }
}
