// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.saga.Order;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What an order file says.
 *
 * @param stock pieces on hand by product
 * @param cards credit in cents by card
 * @param countries where the parcel service delivers
 * @param orders the orders
 */
public record OrderFile(
    Map<String, Long> stock, Map<String, Long> cards, Set<String> countries, List<Order> orders) {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads a file.
   *
   * @throws BadInput if it cannot be read or anything in it is wrong, with line and column
   */
  public static OrderFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput(file + ": no such file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    } catch (IOException e) {
      throw new BadInput(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads the sample that comes with the examples. */
  public static OrderFile sample() {
    try (InputStream in =
        Objects.requireNonNull(OrderFile.class.getResourceAsStream("/orders.json"))) {
      return read("the sample", in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OrderFile read(String name, InputStream in) throws IOException {
    try (JsonParser json = JSON.createParser(in)) {
      return new OrderFileReader(name, json).read();
    } catch (JacksonException e) {
      String message =
          e instanceof JsonEOFException ? "the file ends too early" : e.getOriginalMessage();
      throw LocatedJson.bad(name, e.getLocation(), message, e);
    }
  }
}
