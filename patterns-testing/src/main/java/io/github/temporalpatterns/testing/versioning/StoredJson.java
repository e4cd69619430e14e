// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * Keeps what releases have stored as JSON in the repository, and reads it in every build: carried
 * states, inputs, signals.
 *
 * <p>Client side, tests only. A data converter reads and writes the values, without its codec. Give
 * the workers' own converter, unless that is the SDK's default one.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> readsWhatEveryReleaseWrote() {
 *   return StoredJson.tests(
 *       Path.of("src/test/resources/stored/cart"),
 *       Cart.class,
 *       cart -> assertThat(CARTS.read(cart, cart.schema()).price()).isNotNull());
 * }
 * }</pre>
 */
public final class StoredJson {

  private static final Map<String, String> JSON = Map.of("encoding", "json/plain");

  private StoredJson() {}

  /**
   * Returns a test for each {@code .json} file of a folder, to be returned by a {@link
   * org.junit.jupiter.api.TestFactory} method. It reads the file, and reads it again with an
   * unknown property, as a later release may add one.
   *
   * @param folder the folder
   * @param type what the values are read as
   * @param check what must hold of each; brings it up to date first
   * @param <T> what the values are read as
   * @return the tests, named after the files
   * @throws IllegalArgumentException if the folder has no such file
   */
  public static <T> Stream<DynamicTest> tests(
      Path folder, Class<T> type, ThrowingConsumer<T> check) {
    return tests(folder, type, DefaultDataConverter.newDefaultInstance(), check);
  }

  /**
   * As {@link #tests(Path, Class, ThrowingConsumer)}, read by a data converter.
   *
   * @param folder the folder
   * @param type what the values are read as
   * @param converter the workers' own
   * @param check what must hold of each; brings it up to date first
   * @param <T> what the values are read as
   * @return the tests, named after the files
   * @throws IllegalArgumentException if the folder has no such file
   */
  public static <T> Stream<DynamicTest> tests(
      Path folder, Class<T> type, DataConverter converter, ThrowingConsumer<T> check) {
    RunConverter run = RunConverter.of(converter);
    return files(folder).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    file.toUri(),
                    () -> {
                      String json = Files.readString(file).strip();
                      check.accept(read(run, json, type));
                      check.accept(read(run, withMore(json), type));
                    }));
  }

  /**
   * Writes what this release stores. Does not replace an existing file, because that is what a
   * release has written.
   *
   * @param folder the folder, made if it does not exist
   * @param name the file name without extension, such as {@code 3-with-currency}
   * @param value the value
   * @return the file
   * @throws IllegalStateException if the file exists with another content
   */
  public static Path record(Path folder, String name, Object value) {
    return record(folder, name, value, DefaultDataConverter.newDefaultInstance());
  }

  /**
   * As {@link #record(Path, String, Object)}, written by a data converter.
   *
   * @param folder the folder, made if it does not exist
   * @param name the file name without extension, such as {@code 3-with-currency}
   * @param value the value
   * @param converter the workers' own
   * @return the file
   * @throws IllegalArgumentException if the converter does not write the value as JSON
   * @throws IllegalStateException if the file exists with another content
   */
  public static Path record(Path folder, String name, Object value, DataConverter converter) {
    Encoded encoded = RunConverter.of(converter).encode(value);
    if (!encoded.holdsPlainJson()) {
      throw new IllegalArgumentException(
          "%s is stored as %s, not as JSON".formatted(name, encoded.metadata().get("encoding")));
    }
    String json = encoded.data();
    Path file = folder.resolve(name + ".json");
    try {
      if (Files.exists(file) && !Files.readString(file).strip().equals(json)) {
        throw new IllegalStateException(file + " has another content; choose another name");
      }
      Files.createDirectories(folder);
      return Files.writeString(file, json + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      if (files.isEmpty()) {
        throw new IllegalArgumentException("there is nothing stored (*.json) in " + folder);
      }
      return files;
    } catch (IOException e) {
      throw new IllegalArgumentException("there is no folder " + folder, e);
    }
  }

  private static <T> T read(RunConverter run, String json, Class<T> type) {
    T value = run.decode(new Encoded(JSON, json), type, type);
    if (value == null) {
      throw new IllegalArgumentException(json + " is read as null");
    }
    return value;
  }

  private static String withMore(String json) {
    if (!json.startsWith("{")) {
      return json;
    }
    boolean isEmpty = json.substring(1).strip().startsWith("}");
    return "{\"addedByALaterRelease\":1" + (isEmpty ? "" : ",") + json.substring(1);
  }
}
