// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Function;

/** Asks the service; each attempt is one request. */
final class HttpCarrier implements Carrier {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Function<String, URI> service;

  HttpCarrier(Function<String, URI> service) {
    this.service = service;
  }

  @Override
  public String label(String parcel) {
    HttpResponse<String> response = get(service.apply(parcel));
    if (response.statusCode() != 200) {
      throw ApplicationFailure.newFailure(
          "the carrier says " + response.statusCode(), "HTTP_" + response.statusCode());
    }
    return response.body();
  }

  private HttpResponse<String> get(URI uri) {
    try {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
