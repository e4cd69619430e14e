// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import static io.github.temporalpatterns.examples.audit.Outcome.DAMAGED;
import static io.github.temporalpatterns.examples.audit.Outcome.MISSING;
import static io.github.temporalpatterns.examples.audit.Outcome.UNREADABLE;
import static io.github.temporalpatterns.examples.audit.Outcome.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of damage, and what looks like one but is none. */
final class ArtifactCheckTest {
  private static final String SUM = "[0-9a-f]{40}";

  @TempDir private Path folder;
  private RepositoryOnDisk repository;
  private Path jar;

  @BeforeEach
  void addAnArtifact() throws Exception {
    repository = new RepositoryOnDisk(folder).add("a");
    jar = repository.jar("a");
  }

  @Test
  void aWholeJarIsVerifiedAndItsBytesAreCounted() throws IOException {
    Checked whole = check("jar");

    assertThat(whole)
        .isEqualTo(
            new Checked(7, RepositoryOnDisk.path("a", "jar"), VERIFIED, "", Files.size(jar)));
    assertThat(check("pom").outcome()).isEqualTo(VERIFIED);
  }

  @Test
  void aFlippedBitIsFoundTwice() throws IOException {
    RepositoryOnDisk.flip(jar);

    assertFinding(
        DAMAGED,
        "SHA-1 is %1$s, not %1$s; broken jar: entry data.bin: CRC is [0-9a-f]{8}, not [0-9a-f]{8}"
            .formatted(SUM));
  }

  @Test
  void aTruncatedJarHasNoDirectory() throws IOException {
    RepositoryOnDisk.truncate(jar);

    assertFinding(
        DAMAGED, "SHA-1 is %1$s, not %1$s; broken jar: zip END header not found".formatted(SUM));
  }

  @Test
  void aChecksumOfSomethingElseSaysThatTheJarIsWhole() throws IOException {
    Files.writeString(Artifacts.checksum(jar), "0".repeat(40));

    assertFinding(DAMAGED, "SHA-1 is %s, not 0{40}; as a jar it is whole".formatted(SUM));
  }

  @Test
  void aJarThatWasPublishedBrokenIsDamaged() throws Exception {
    RepositoryOnDisk.truncate(jar);
    RepositoryOnDisk.sum(jar, "%s");

    assertFinding(DAMAGED, "broken jar, though as published: zip END header not found");
  }

  @Test
  void aChecksumThatIsNoneIsDamaged() throws IOException {
    Files.writeString(Artifacts.checksum(jar), "<html>404 Not Found</html>");

    assertFinding(DAMAGED, "no SHA-1 in the checksum's file");
  }

  @Test
  void anotherPomThanTheChecksumsIsDamaged() throws IOException {
    Files.writeString(repository.pom("a"), "<project/>");

    Checked pom = check("pom");

    assertThat(pom.outcome()).isEqualTo(DAMAGED);
    assertThat(pom.reason()).matches("SHA-1 is %1$s, not %1$s".formatted(SUM));
  }

  @Test
  void withoutItsChecksumAnArtifactIsMissingOne() throws IOException {
    Files.delete(Artifacts.checksum(jar));

    assertFinding(MISSING, "no checksum beside it");
  }

  @Test
  void withoutChecksumABrokenJarIsDamagedFirstOfAll() throws IOException {
    Files.delete(Artifacts.checksum(jar));
    RepositoryOnDisk.truncate(jar);

    assertFinding(DAMAGED, "broken jar: zip END header not found");
  }

  @Test
  void aChecksumWithoutItsArtifactIsMissingIt() throws IOException {
    Files.delete(jar);

    assertFinding(MISSING, "the file is gone, its checksum is there");
  }

  @Test
  void whatCannotBeReadIsUnreadable() throws IOException {
    RepositoryOnDisk.block(jar);

    assertFinding(UNREADABLE, ".*(directory|denied).*");
  }

  @Test
  void aChecksumThatCannotBeReadIsUnreadable() throws IOException {
    RepositoryOnDisk.block(Artifacts.checksum(jar));

    assertFinding(UNREADABLE, ".*(directory|denied).*");
  }

  @Test
  void checksumsMayNameTheirFileAndUseCapitals() throws Exception {
    RepositoryOnDisk.sum(jar, "%s  a-1.0.jar\n");
    assertThat(check("jar").outcome()).isEqualTo(VERIFIED);

    RepositoryOnDisk.sum(jar, "SHA1(a-1.0.jar)= %s");
    assertThat(check("jar").outcome()).isEqualTo(VERIFIED);

    String sum = Files.readString(Artifacts.checksum(jar)).toUpperCase(Locale.ROOT);
    Files.writeString(Artifacts.checksum(jar), sum);
    assertThat(check("jar").outcome()).isEqualTo(VERIFIED);
  }

  @Test
  void whatABuildInstalledOnThisMachineNeverHadAChecksum() throws IOException {
    Files.delete(Artifacts.checksum(jar));
    Path origins = jar.resolveSibling("_remote.repositories");

    Files.writeString(origins, "a-1.0.jar>central=\n");
    assertThat(check("jar").outcome()).isEqualTo(MISSING);

    Files.writeString(origins, "#a comment\na-1.0.jar>=\n");
    assertThat(check("jar").outcome()).isEqualTo(VERIFIED);
    Files.delete(origins);

    Path installed = jar.resolveSibling("../maven-metadata-local.xml");
    Files.writeString(installed, "<versions><version>1.1</version></versions>");
    assertThat(check("jar").outcome()).isEqualTo(MISSING);

    Files.writeString(installed, "<versions><version>1.0</version></versions>");
    assertThat(check("jar").outcome()).isEqualTo(VERIFIED);
  }

  @Test
  void theCopyOfASnapshotHasNoChecksum() throws IOException {
    Path copy = Files.copy(jar, jar.resolveSibling("a-1.0-SNAPSHOT.jar"));
    String path = folder.relativize(copy).toString();

    assertThat(new ArtifactCheck(folder, () -> {}).check(0, path).outcome()).isEqualTo(VERIFIED);
  }

  private void assertFinding(Outcome outcome, String reason) {
    Checked finding = check("jar");
    assertThat(finding.reason()).matches(reason);
    assertThat(finding.outcome()).isEqualTo(outcome);
  }

  private Checked check(String type) {
    return new ArtifactCheck(folder, () -> {}).check(7, RepositoryOnDisk.path("a", type));
  }
}
