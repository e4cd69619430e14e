// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A payment provider on this machine. It charges once a key, sends as many letters as it is asked
 * to, and loses every third answer if it is switched so.
 */
public final class Provider implements AutoCloseable {
  private static final int LOSES = 3;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> receipts = new ConcurrentHashMap<>();
  private final Map<String, Integer> charges = new ConcurrentHashMap<>();
  private final Map<String, Integer> letters = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();

  private volatile boolean losesAnswers;

  private Provider(HttpServer server) {
    this.server = server;
  }

  /** Switches whether answers get lost; at first none does. */
  public void losesAnswers(boolean loses) {
    losesAnswers = loses;
  }

  /** Starts one on a free port. */
  public static Provider start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Provider provider = new Provider(server);
      server.createContext("/charges/", provider::charge);
      server.createContext("/letters/", provider::letter);
      server.setExecutor(provider.threads);
      server.start();
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void charge(HttpExchange exchange) throws IOException {
    String payment = payment(exchange);
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    answer(
        exchange,
        receipts.computeIfAbsent(
            key, first -> "receipt " + payment + "-" + charges.merge(payment, 1, Integer::sum)));
  }

  private void letter(HttpExchange exchange) throws IOException {
    String payment = payment(exchange);
    answer(exchange, "letter " + payment + "-" + letters.merge(payment, 1, Integer::sum));
  }

  private static String payment(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void answer(HttpExchange exchange, String text) throws IOException {
    if (losesAnswers && requests.incrementAndGet() % LOSES == 0) {
      exchange.close(); // It is done, and nobody is told.
      return;
    }
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** {@return how often each payment was charged} */
  public Map<String, Integer> charges() {
    return Map.copyOf(charges);
  }

  /** {@return how many letters went out for each payment} */
  public Map<String, Integer> letters() {
    return Map.copyOf(letters);
  }

  /** {@return a client of it} */
  public Client client() {
    return new Client(
        HttpClient.newHttpClient(),
        URI.create(
            "http://%s:%d/"
                .formatted(
                    InetAddress.getLoopbackAddress().getHostAddress(),
                    server.getAddress().getPort())));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Asks by HTTP. */
  public record Client(HttpClient http, URI provider) {

    /** Charges once a key. */
    public String charge(String key, Payment payment) {
      return post("charges/" + payment.id(), key, payment);
    }

    /** Sends a letter. */
    public String letter(Payment payment) {
      return post("letters/" + payment.id(), "", payment);
    }

    private String post(String path, String key, Payment payment) {
      HttpRequest request =
          HttpRequest.newBuilder(provider.resolve(path))
              .timeout(Duration.ofSeconds(5))
              .header("Idempotency-Key", key)
              .POST(HttpRequest.BodyPublishers.ofString(String.valueOf(payment.cents())))
              .build();
      try {
        return http.send(request, BodyHandlers.ofString()).body();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
