// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads every entry of a jar and compares it with the CRC in the jar's directory. */
final class JarCheck {
  private final byte[] buffer;
  private final Runnable alive;

  private JarCheck(byte[] buffer, Runnable alive) {
    this.buffer = buffer;
    this.alive = alive;
  }

  /** {@return what is wrong with the jar, if something is} */
  static Optional<String> problem(Path jar, byte[] buffer, Runnable alive) throws IOException {
    JarCheck check = new JarCheck(buffer, alive);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      // An entry is read right when it is met: a later look-up by name would miss its namesakes.
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        Optional<String> problem = check.problem(zip, entries.nextElement());
        if (problem.isPresent()) {
          return problem;
        }
      }
      return Optional.empty();
    } catch (ZipException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> problem(ZipFile zip, ZipEntry entry) throws IOException {
    CRC32 crc = new CRC32();
    try (InputStream in = zip.getInputStream(entry)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
        alive.run();
      }
    } catch (ZipException | EOFException e) {
      return Optional.of("entry %s: %s".formatted(entry.getName(), e.getMessage()));
    }
    return crc.getValue() == entry.getCrc()
        ? Optional.empty()
        : Optional.of(
            "entry %s: CRC is %08x, not %08x"
                .formatted(entry.getName(), crc.getValue(), entry.getCrc()));
  }
}
