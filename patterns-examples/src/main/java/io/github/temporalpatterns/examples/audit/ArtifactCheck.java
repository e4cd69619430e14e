// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Compares an artifact with the checksum beside it and, if it is a jar, reads all its entries. */
final class ArtifactCheck {
  // Some checksums stand alone, others have the file's name before or behind them.
  private static final Pattern SHA1 = Pattern.compile("\\b[0-9a-fA-F]{40}\\b");
  private static final int CHECKSUM_LIMIT = 4096;

  private final Path root;
  private final Runnable alive;
  private final byte[] buffer = new byte[1 << 16];

  /**
   * Makes a check, for one thread.
   *
   * @param root the audited directory
   * @param alive is called again and again while a long file is read
   */
  ArtifactCheck(Path root, Runnable alive) {
    this.root = root;
    this.alive = alive;
  }

  /** Checks the artifact with this number and path. */
  Checked check(long number, String path) {
    Path file = root.resolve(path);
    long[] bytes = {0};
    try {
      Verdict verdict = verdict(file, bytes);
      return new Checked(number, path, verdict.outcome, verdict.reason, bytes[0]);
    } catch (NoSuchFileException e) {
      String reason = "the file is gone, its checksum is there";
      return new Checked(number, path, Outcome.MISSING, reason, bytes[0]);
    } catch (IOException e) {
      return new Checked(number, path, Outcome.UNREADABLE, Reasons.of(e), bytes[0]);
    }
  }

  private Verdict verdict(Path file, long[] bytes) throws IOException {
    String actual = sha1(file, bytes);
    boolean jar = file.toString().endsWith(".jar");
    Optional<String> broken = jar ? JarCheck.problem(file, buffer, alive) : Optional.empty();
    Path beside = Artifacts.checksum(file);
    if (Files.notExists(beside)) {
      return broken
          .map(problem -> new Verdict(Outcome.DAMAGED, "broken jar: " + problem))
          .orElseGet(() -> withoutChecksum(file));
    }
    Optional<String> expected = stored(beside);
    if (expected.isEmpty()) {
      return new Verdict(Outcome.DAMAGED, "no SHA-1 in the checksum's file");
    }
    if (!expected.get().equals(actual)) {
      String structure =
          !jar ? "" : broken.map(p -> "; broken jar: " + p).orElse("; as a jar it is whole");
      return new Verdict(
          Outcome.DAMAGED, "SHA-1 is %s, not %s%s".formatted(actual, expected.get(), structure));
    }
    return broken
        .map(p -> new Verdict(Outcome.DAMAGED, "broken jar, though as published: " + p))
        .orElse(Verdict.VERIFIED);
  }

  private static Verdict withoutChecksum(Path file) {
    return InstalledHere.contains(file)
        ? Verdict.VERIFIED
        : new Verdict(Outcome.MISSING, "no checksum beside it");
  }

  private String sha1(Path file, long[] bytes) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        bytes[0] += n;
        alive.run();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private static Optional<String> stored(Path checksum) throws IOException {
    try (InputStream in = Files.newInputStream(checksum)) {
      String text = new String(in.readNBytes(CHECKSUM_LIMIT), ISO_8859_1);
      return SHA1.matcher(text)
          .results()
          .map(MatchResult::group)
          .findFirst()
          .map(sum -> sum.toLowerCase(Locale.ROOT));
    }
  }

  private record Verdict(Outcome outcome, String reason) {
    private static final Verdict VERIFIED = new Verdict(Outcome.VERIFIED, "");
  }
}
