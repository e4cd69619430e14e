// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the artifacts of a repository: every jar, every POM and whatever else has a checksum, there
 * or not. Directories that cannot be listed count, too, so that nothing is passed over in silence.
 */
final class Artifacts extends SimpleFileVisitor<Path> {
  private static final String CHECKSUM = ".sha1";

  private final Path root;
  private final Predicate<String> visitor;

  private Artifacts(Path root, Predicate<String> visitor) {
    this.root = root;
    this.visitor = visitor;
  }

  /** {@return the paths of all, seen from the root, in an order of their own} */
  static List<String> in(Path root) throws IOException {
    List<String> paths = new ArrayList<>();
    walk(root, paths::add);
    paths.sort(null);
    return paths;
  }

  /** {@return whether there is one at all} */
  static boolean anyIn(Path root) throws IOException {
    boolean[] found = {false};
    walk(
        root,
        path -> {
          found[0] = true;
          return false;
        });
    return found[0];
  }

  /** {@return where the checksum of an artifact belongs} */
  static Path checksum(Path artifact) {
    return artifact.resolveSibling(artifact.getFileName() + CHECKSUM);
  }

  private static void walk(Path root, Predicate<String> visitor) throws IOException {
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new Artifacts(root, visitor));
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String name = file.toString();
    if (name.endsWith(CHECKSUM)) {
      return visit(name.substring(0, name.length() - CHECKSUM.length()));
    }
    boolean counts = name.endsWith(".jar") || name.endsWith(".pom");
    return counts && Files.notExists(checksum(file)) ? visit(name) : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException why) {
    return why instanceof FileSystemLoopException
        ? FileVisitResult.CONTINUE
        : visit(file.toString());
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException why) {
    return why == null ? FileVisitResult.CONTINUE : visit(directory.toString());
  }

  private FileVisitResult visit(String file) {
    String path = root.relativize(Path.of(file)).toString().replace(File.separatorChar, '/');
    return visitor.test(path) ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
  }
}
