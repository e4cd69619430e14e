// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.*;

import io.temporal.workflow.Workflow;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/** Bad, as people write it who have never seen the check. */
@SuppressWarnings("all")
final class OthersBad {

  @Breaks(CLOCK)
  static class AgeOfAnOrder extends Shop.Base {
    private final Instant placed = Instant.ofEpochMilli(Workflow.currentTimeMillis());

    public String order(String id) {
      return Duration.between(placed, Instant.now()).toHours() > 1 ? "old" : desk.charge(id);
    }
  }

  @Breaks(CLOCK)
  static class OpeningHours extends Shop.Base {
    private boolean isOpen() {
      LocalTime now = LocalTime.now();
      return now.isAfter(LocalTime.of(9, 0)) && now.isBefore(LocalTime.of(17, 0));
    }

    public String order(String id) {
      return isOpen() ? desk.charge(id) : "closed";
    }
  }

  @Breaks(CLOCK)
  static class YearInTheNumber extends Shop.Base {
    public String order(String id) {
      return desk.charge(Year.now().getValue() + "/" + id);
    }
  }

  interface TimeSource {
    long millis();
  }

  @Breaks(CLOCK)
  static class InjectedClock extends Shop.Base {
    private final TimeSource time = System::currentTimeMillis;

    public String order(String id) {
      return desk.charge(id + time.millis());
    }
  }

  @Breaks(CLOCK)
  static class ClockInABaseClass extends ClockBase {
    public String order(String id) {
      return desk.charge(id + stamp());
    }
  }

  abstract static class ClockBase extends Shop.Base {
    private final Clock clock = Clock.systemUTC();

    String stamp() {
      return clock.instant().toString();
    }
  }

  @Breaks(CLOCK)
  static class OldCalendar extends Shop.Base {
    public String order(String id) {
      Calendar due = Calendar.getInstance();
      due.add(Calendar.DAY_OF_MONTH, 3);
      return desk.charge(id + due.getTimeInMillis());
    }
  }

  @Breaks(RANDOM)
  static class RandomCode extends Shop.Base {
    public String order(String id) {
      StringBuilder code = new StringBuilder();
      SecureRandom random = new SecureRandom();
      for (int i = 0; i < 6; i++) {
        code.append((char) ('A' + random.nextInt(26)));
      }
      return desk.charge(code.toString());
    }
  }

  @Breaks(RANDOM)
  static class PercentRollout extends Shop.Base {
    public String order(String id) {
      return Math.random() < 0.1 ? desk.charge("new " + id) : desk.charge(id);
    }
  }

  @Breaks(RANDOM)
  static class ShuffledItems extends Shop.Base {
    public String order(String id) {
      List<String> all = new ArrayList<>(desk.itemsOf(id));
      Collections.shuffle(all);
      return desk.charge(all.get(0));
    }
  }

  @Breaks(RANDOM_ID)
  static class CorrelationId extends Shop.Base {
    record Call(String id, String correlation) {
      Call(String id) {
        this(id, UUID.randomUUID().toString());
      }
    }

    public String order(String id) {
      return desk.charge(new Call(id).correlation());
    }
  }

  @Breaks(RANDOM_ID)
  static class IdOfAnItem extends Shop.Base {
    public String order(String id) {
      desk.itemsOf(id).stream().map(item -> UUID.randomUUID() + item).forEach(desk::charge);
      return id;
    }
  }

  @Breaks(THREAD)
  static class AsksInParallel extends Shop.Base {
    public String order(String id) {
      List<CompletableFuture<Integer>> stocks =
          desk.itemsOf(id).stream()
              .map(item -> CompletableFuture.supplyAsync(() -> desk.stock(item)))
              .toList();
      return id + stocks.size();
    }
  }

  @Breaks(THREAD)
  static class PoolInAField extends Shop.Base {
    private final ExecutorService pool = Executors.newFixedThreadPool(4);

    public String order(String id) {
      pool.submit(() -> desk.notifyCustomer(id));
      return desk.charge(id);
    }
  }

  @Breaks(THREAD)
  static class ParallelSum extends Shop.Base {
    public String order(String id) {
      int sum = desk.itemsOf(id).parallelStream().mapToInt(String::length).sum();
      return desk.charge(id + sum);
    }
  }

  @Breaks(BLOCKING)
  static class WaitsABit extends Shop.Base {
    private void backOff(int attempt) {
      try {
        Thread.sleep(100L << attempt);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    public String order(String id) {
      for (int i = 0; i < 3; i++) {
        backOff(i);
      }
      return desk.charge(id);
    }
  }

  @Breaks(BLOCKING)
  static class LatchInASignal extends Shop.Base {
    private final CountDownLatch paid = new CountDownLatch(1);

    public String order(String id) {
      try {
        paid.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return desk.charge(id);
    }

    public void paid(String by) {
      paid.countDown();
    }
  }

  @Breaks(BLOCKING)
  static class LockAroundState extends Shop.Base {
    private final ReentrantLock lock = new ReentrantLock();

    public void paid(String by) {
      lock.lock();
      try {
        payer = by;
      } finally {
        lock.unlock();
      }
    }
  }

  @Breaks(BLOCKING)
  static class Mailbox extends Shop.Base {
    private final LinkedBlockingQueue<String> mail = new LinkedBlockingQueue<>();

    public String order(String id) {
      try {
        return desk.charge(mail.take());
      } catch (InterruptedException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class ReadsATemplate extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(Files.readString(Path.of("/etc/shop/template.txt")).formatted(id));
      } catch (java.io.IOException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class AsksAService extends Shop.Base {
    private final HttpClient http = HttpClient.newHttpClient();

    public String order(String id) {
      try {
        HttpRequest ask = HttpRequest.newBuilder(URI.create("http://stock/" + id)).build();
        return http.send(ask, HttpResponse.BodyHandlers.ofString()).body();
      } catch (java.io.IOException | InterruptedException e) {
        return "";
      }
    }
  }

  @Breaks(ENVIRONMENT)
  static class Stage extends Shop.Base {
    private static final String STAGE = System.getenv().getOrDefault("STAGE", "dev");

    public String order(String id) {
      return STAGE.equals("prod") ? desk.charge(id) : "test";
    }
  }

  @Breaks(ENVIRONMENT)
  static class Toggle extends Shop.Base {
    private boolean isOn(String name) {
      return Boolean.parseBoolean(System.getProperty("toggle." + name, "false"));
    }

    public String order(String id) {
      return isOn("tax") ? desk.charge("tax " + id) : desk.charge(id);
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class Amount extends Shop.Base {
    public String order(String id) {
      return desk.charge(String.format("%.2f EUR", new BigDecimal("1.5")));
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class NormalizesNames extends Shop.Base {
    public String order(String id) {
      return desk.itemsOf(id).stream().map(String::toUpperCase).map(desk::charge).toList().get(0);
    }
  }
}
