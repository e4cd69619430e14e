// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells what a build has installed on this machine: that never had a checksum. The same goes for
 * the copy that Maven makes of a snapshot's newest download, under the name without its time.
 */
final class InstalledHere {

  private InstalledHere() {}

  static boolean contains(Path artifact) {
    String name = String.valueOf(artifact.getFileName());
    return name.contains("-SNAPSHOT")
        || read(artifact.resolveSibling("_remote.repositories")).contains(name + ">=")
        || versions(artifact).contains("<version>%s</version>".formatted(version(artifact)));
  }

  /** What Gradle writes when it publishes into a local repository; Maven does, too. */
  private static String versions(Path artifact) {
    return read(artifact.resolveSibling("../maven-metadata-local.xml"));
  }

  private static Path version(Path artifact) {
    return artifact.resolveSibling("").getFileName();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
