// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small repository, whole at first, and the damages that can be done to it. */
final class RepositoryOnDisk {
  private static final byte[] TEXT = new byte[4000];

  static {
    new Random(7).nextBytes(TEXT);
  }

  private final Path root;

  RepositoryOnDisk(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** Where an artifact is, seen from the root. */
  static String path(String name, String type) {
    return "org/example/%1$s/1.0/%1$s-1.0.%2$s".formatted(name, type);
  }

  Path jar(String name) {
    return root.resolve(path(name, "jar"));
  }

  Path pom(String name) {
    return root.resolve(path(name, "pom"));
  }

  /** Adds a jar and its POM, both with checksums. */
  RepositoryOnDisk add(String name) throws Exception {
    Files.createDirectories(jar(name).getParent());
    try (OutputStream file = Files.newOutputStream(jar(name));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write("Manifest-Version: 1.0\n".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(stored("data.bin"));
      zip.write(TEXT);
    }
    Files.writeString(pom(name), "<project><artifactId>" + name + "</artifactId></project>");
    sum(jar(name), "%s");
    sum(pom(name), "%s");
    return this;
  }

  /** Writes the checksum of a file as it is now. */
  static void sum(Path file, String format) throws Exception {
    byte[] sum = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
    Files.writeString(Artifacts.checksum(file), format.formatted(HexFormat.of().formatHex(sum)));
  }

  /** Changes one bit of what an entry contains. */
  static void flip(Path jar) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    bytes[bytes.length / 2] ^= 1;
    Files.write(jar, bytes);
  }

  static void truncate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  /** Lets nobody read the file, not even a superuser; its checksum stays. */
  static void block(Path file) throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
  }

  private static ZipEntry stored(String name) {
    CRC32 crc = new CRC32();
    crc.update(TEXT);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(TEXT.length);
    entry.setCrc(crc.getValue());
    return entry;
  }
}
