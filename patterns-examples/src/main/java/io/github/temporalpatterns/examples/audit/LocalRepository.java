// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import picocli.CommandLine;

/**
 * Finds Maven's local repository: it is where this program's own libraries lie, whatever settings,
 * environment or options of Maven have put it there.
 */
final class LocalRepository {

  private LocalRepository() {}

  static Path find() {
    return library(CommandLine.class)
        .flatMap(LocalRepository::above)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".m2", "repository"));
  }

  private static Optional<Path> library(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null ? Optional.empty() : Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The repository that has picocli where a repository has it; others have it elsewhere. */
  static Optional<Path> above(Path jar) {
    Path version = jar.resolveSibling("").getFileName();
    Path inRepository =
        Path.of("info", "picocli", "picocli", version.toString(), "picocli-" + version + ".jar");
    return jar.endsWith(inRepository)
        ? Optional.of(jar.getRoot().resolve(jar.subpath(0, jar.getNameCount() - 5)))
        : Optional.empty();
  }
}
