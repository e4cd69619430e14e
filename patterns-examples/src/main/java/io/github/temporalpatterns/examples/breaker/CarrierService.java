// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The carrier's HTTP service on this machine; it is down until a while after its first request. */
final class CarrierService implements AutoCloseable {
  private final HttpServer server;
  private final long downNanos;
  private final AtomicInteger refused = new AtomicInteger();
  private long firstNanos;

  CarrierService(Duration down) {
    downNanos = down.toNanos();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri(String parcel) {
    return URI.create(
        "http://%s:%d/%s"
            .formatted(
                server.getAddress().getAddress().getHostAddress(),
                server.getAddress().getPort(),
                parcel));
  }

  /** The requests that hit it while it was down. */
  int refused() {
    return refused.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** Requests come one by one: the server has one thread. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      firstNanos = firstNanos == 0 ? System.nanoTime() : firstNanos;
      boolean down = System.nanoTime() - firstNanos < downNanos;
      if (down) {
        refused.incrementAndGet();
      }
      byte[] label =
          ("label of " + exchange.getRequestURI().getPath().substring(1))
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(down ? 503 : 200, down ? -1 : label.length);
      if (!down) {
        exchange.getResponseBody().write(label);
      }
    }
  }
}
