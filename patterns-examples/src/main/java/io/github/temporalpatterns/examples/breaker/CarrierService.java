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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The carrier's HTTP service on this machine, which can be told how well it shall do. */
final class CarrierService implements AutoCloseable {

  /** How it does. */
  enum Mode {
    /** It answers. */
    UP,
    /** It answers after a second and a half. */
    SLOW,
    /** It refuses every second request. */
    FAILING,
    /** It refuses every request. */
    DOWN
  }

  private static final Duration SLOWNESS = Duration.ofMillis(1500);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final long downNanos;
  private final AtomicInteger reached = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile Mode mode = Mode.UP;
  private volatile long firstNanos;

  /** Starts a service that is up. */
  CarrierService() {
    this(Duration.ZERO);
  }

  /** Starts a service that is down until a while after its first request. */
  CarrierService(Duration down) {
    downNanos = down.toNanos();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
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

  void become(Mode next) {
    mode = next;
  }

  Mode mode() {
    boolean down = firstNanos != 0 && System.nanoTime() - firstNanos < downNanos;
    return down ? Mode.DOWN : mode;
  }

  /** All requests that it got. */
  int reached() {
    return reached.get();
  }

  /** The requests that it refused. */
  int refused() {
    return refused.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      int number = reached.incrementAndGet();
      if (number == 1) {
        firstNanos = System.nanoTime();
      }
      Mode now = mode();
      if (now == Mode.DOWN || (now == Mode.FAILING && number % 2 == 0)) {
        refused.incrementAndGet();
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      if (now == Mode.SLOW) {
        TimeUnit.NANOSECONDS.sleep(SLOWNESS.toNanos());
      }
      byte[] label =
          ("label of " + exchange.getRequestURI().getPath().substring(1))
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, label.length);
      exchange.getResponseBody().write(label);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
