// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as an artifact. */
final class ArtifactsTest {
  @TempDir private Path folder;

  @Test
  void jarsPomsAndWhateverHasAChecksumCountOnce() throws Exception {
    RepositoryOnDisk repository = new RepositoryOnDisk(folder).add("a").add("b");
    Files.delete(Artifacts.checksum(repository.jar("b")));
    Files.delete(repository.pom("b"));
    Files.writeString(folder.resolve("notes.txt"), "no artifact");
    Files.writeString(folder.resolve("site.zip"), "none without a checksum");
    Files.writeString(folder.resolve("data.zip"), "one with a checksum");
    Files.writeString(folder.resolve("data.zip.sha1"), "0".repeat(40));

    assertThat(Artifacts.in(folder))
        .containsExactly(
            "data.zip",
            RepositoryOnDisk.path("a", "jar"),
            RepositoryOnDisk.path("a", "pom"),
            RepositoryOnDisk.path("b", "jar"),
            RepositoryOnDisk.path("b", "pom"));
  }

  @Test
  void aDirectoryCountsOnlyIfItHasAChecksum() throws Exception {
    RepositoryOnDisk repository = new RepositoryOnDisk(folder).add("a");
    RepositoryOnDisk.block(repository.jar("a"));
    Files.createDirectory(folder.resolve("named.jar"));

    assertThat(Artifacts.in(folder))
        .containsExactly(RepositoryOnDisk.path("a", "jar"), RepositoryOnDisk.path("a", "pom"));
  }

  @Test
  void aRepositoryWithoutAnyIsRecognized() throws Exception {
    Files.createDirectories(folder.resolve("org/example"));
    assertThat(Artifacts.anyIn(folder)).isFalse();

    new RepositoryOnDisk(folder).add("a");
    assertThat(Artifacts.anyIn(folder)).isTrue();
  }

  @Test
  void theLocalRepositoryIsWhereTheLibrariesLie() {
    Path repository = folder.resolve("repository").toAbsolutePath();
    Path library = Path.of("info", "picocli", "picocli", "4.7.7", "picocli-4.7.7.jar");

    assertThat(LocalRepository.above(repository.resolve(library))).contains(repository);
    assertThat(LocalRepository.above(folder.resolve("lib/picocli-4.7.7.jar"))).isEmpty();
  }
}
