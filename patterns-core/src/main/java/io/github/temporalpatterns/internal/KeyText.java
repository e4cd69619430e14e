// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.github.temporalpatterns.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes keys as text, in which no part can be taken for two others. Internal, not API. */
public final class KeyText {
  private static final String PLAIN = "-._~";
  private static final String UNDO = "#undo";

  private KeyText() {}

  /** The text of a key; its form is part of the wire. */
  public static String of(
      String scope, String step, int epoch, @Nullable String item, boolean undo) {
    String whole =
        scope + "/" + encoded(step) + "/" + epoch + (item == null ? "" : "/" + encoded(item));
    String text = shortened(whole, IdempotencyKey.LENGTH - UNDO.length());
    return undo ? text + UNDO : text;
  }

  /** A text of at most so many characters; the end of a longer one is replaced by its hash. */
  public static String shortened(String text, int most) {
    String hash = "~" + hash(text);
    return text.length() <= most ? text : text.substring(0, most - hash.length()) + hash;
  }

  /** Of a chain of runs. */
  public static String runScope(String namespace, String workflowId, String firstRunId) {
    return encoded(namespace) + "/" + encoded(workflowId) + "/" + encoded(firstRunId);
  }

  /** Of a business key, which no workflow id equals: there its first character is encoded. */
  public static String businessScope(String namespace, String businessKey) {
    checkPart("namespace", namespace);
    checkPart("businessKey", businessKey);
    return encoded(namespace) + "/=" + encoded(businessKey);
  }

  /** Of an activity that no workflow called. */
  public static String activityScope(String namespace, String activityId) {
    return encoded(namespace) + "/:" + encoded(activityId);
  }

  /** A name below another one; different paths are different texts. */
  public static String path(@Nullable String above, String name) {
    String escaped = name.replace("~", "~0").replace("/", "~1");
    return above == null ? escaped : above + "/" + escaped;
  }

  /** The key of a part of a step. */
  public static IdempotencyKey within(IdempotencyKey step, String name, int epoch) {
    String above = step.epoch() == 0 ? step.step() : step.step() + "~@" + step.epoch();
    return new IdempotencyKey(
        step.scope(), part(path(above, name)), epoch, step.item(), step.undo());
  }

  /** The key of what belongs to a step besides its effect and undo; no author can name it so. */
  public static IdempotencyKey beside(IdempotencyKey step, String what) {
    return new IdempotencyKey(
        step.scope(), part(step.step() + "~" + what), step.epoch(), step.item(), step.undo());
  }

  /** What may be longer than a part of a key may be. */
  public static String part(String text) {
    return shortened(text, IdempotencyKey.PART_LENGTH);
  }

  /** Refuses what is no part of a key. */
  public static void checkPart(String part, String value) {
    Checks.notBlank(part, value);
    if (value.length() > IdempotencyKey.PART_LENGTH) {
      throw new IllegalArgumentException(
          "%s must have at most %d characters, has %d: %s..."
              .formatted(part, IdempotencyKey.PART_LENGTH, value.length(), value.substring(0, 40)));
    }
  }

  /** SHA-256 in URL-safe Base64, 43 characters. */
  public static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String encoded(String part) {
    StringBuilder text = new StringBuilder();
    for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean isPlain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || PLAIN.indexOf(c) >= 0;
      text.append(isPlain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return text.toString();
  }
}
