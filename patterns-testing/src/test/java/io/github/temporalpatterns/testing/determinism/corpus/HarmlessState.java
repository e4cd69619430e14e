// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Scanner;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Harmless: time, chance, texts, statics, queries and side effects as they should be. */
@SuppressWarnings({"all", "unchecked"})
final class HarmlessState {

  static class TimeOfTheWorkflow extends Shop.Base {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");

    public String order(String id) {
      Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
      LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      Clock fixed = Clock.fixed(now, ZoneOffset.UTC);
      boolean weekend = today.getDayOfWeek() == DayOfWeek.SUNDAY;
      Date date = new Date(Workflow.currentTimeMillis());
      Duration left = Duration.between(now, fixed.instant().plusSeconds(60));
      return weekend
          ? id
          : desk.charge(DAY.format(today) + LocalDate.now(fixed) + left + date.getTime());
    }
  }

  static class ChanceOfTheWorkflow extends Shop.Base {
    public String order(String id) {
      Random random = Workflow.newRandom();
      List<String> copy = new ArrayList<>(items);
      Collections.shuffle(copy, random);
      String key =
          Workflow.randomUUID() + "/" + UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
      return desk.charge(key + copy + new Random(id.length()).nextInt());
    }
  }

  static class RecordsWhatItAsks extends Shop.Base {
    public String order(String id) {
      String key = Workflow.sideEffect(String.class, () -> UUID.randomUUID().toString());
      long now = Workflow.sideEffect(Long.class, System::nanoTime);
      String region = Workflow.sideEffect(String.class, () -> System.getenv("REGION"));
      int limit =
          Workflow.mutableSideEffect(
              "limit", Integer.class, Objects::equals, () -> Integer.getInteger("limit", 5));
      return desk.charge(key + now + region + limit);
    }
  }

  static class BuildsInASideEffect extends Shop.Base {
    public String order(String id) {
      List<Integer> dice =
          Workflow.sideEffect(
              List.class,
              () -> {
                Random random = new Random();
                List<Integer> drawn = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                  drawn.add(random.nextInt(6));
                }
                int[] counts = new int[6];
                counts[drawn.get(0)]++;
                return drawn;
              });
      return desk.charge(id + dice);
    }
  }

  static class FormatsWithoutALocale extends Shop.Base {
    public String order(String id) {
      String text = String.format("%s-%s%n", id, payer) + "order %s".formatted(id);
      String amount = String.format(Locale.ROOT, "%.2f", 12.5);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return desk.charge(
          amount
              + id.toUpperCase(Locale.ENGLISH)
              + new String(bytes, StandardCharsets.UTF_8)
              + Base64.getEncoder().encodeToString(bytes)
              + BigDecimal.TEN.add(BigDecimal.ONE)
              + BigInteger.TWO.add(BigInteger.ONE));
    }
  }

  static class HashesContent extends Shop.Base {
    public String order(String id) {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        int bucket = Math.floorMod(id.hashCode(), 16) + Objects.hash(id, payer) + items.hashCode();
        return desk.charge(digest[0] + "/" + bucket + new Shop.Line(id, 1, BigDecimal.ONE));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static class ReadsAString extends Shop.Base {
    public String order(String id) {
      try (StringReader reader = new StringReader(id);
          Scanner scanner = new Scanner(id)) {
        StringWriter text = new StringWriter();
        new PrintWriter(text).println(reader.read());
        return scanner.hasNextInt() ? desk.charge(text.toString()) : id;
      } catch (IOException e) {
        return "";
      }
    }
  }

  static class UsesConstants extends Shop.Base {
    private static final Pattern ITEM = Pattern.compile("[a-z]+-\\d+");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BigDecimal TAX = BigDecimal.ONE.add(new BigDecimal("0.2"));
    private static final String[] LEVELS = {"low", "high"};
    private static final Map<String, String> NAMES = new HashMap<>();
    private static String prefix = "order-";

    static {
      NAMES.put("a", "Anna");
    }

    public String order(String id) {
      if (!ITEM.matcher(id).matches()) {
        return LEVELS[0];
      }
      try {
        return desk.charge(prefix + JSON.writeValueAsString(NAMES.get(id)) + TAX.add(TAX));
      } catch (IOException e) {
        throw ApplicationFailure.newFailure("not to be written", "Json");
      }
    }
  }

  static class StaticsThatOnlyMainUses extends Shop.Base {
    private static final ExecutorService POOL_OF_MAIN = lazily();
    private static final SecureRandom SEED_OF_MAIN = new SecureRandom();
    private static final Instant STARTED = Instant.now();
    private static final String TASK_QUEUE = System.getenv("TASK_QUEUE");
    private static int workers;

    private static ExecutorService lazily() {
      return Executors.newCachedThreadPool();
    }

    public static void main(String[] args) throws InterruptedException, ExecutionException {
      WorkflowClient client =
          WorkflowClient.newInstance(WorkflowServiceStubs.newLocalServiceStubs());
      workers++;
      POOL_OF_MAIN.submit(() -> System.out.println(client + TASK_QUEUE + STARTED)).get();
      Thread.sleep(SEED_OF_MAIN.nextInt(10));
    }

    static String name() {
      return "order";
    }

    public String order(String id) {
      return desk.charge(name() + id);
    }
  }

  static final class Config {
    static final Config INSTANCE = new Config(10);
    static final String HOST = System.getenv("HOST");
    private final int limit;

    Config(int limit) {
      this.limit = limit;
    }

    int limit() {
      return limit;
    }
  }

  static class ReadsASingleton extends Shop.Base {
    public String order(String id) {
      return Config.INSTANCE.limit() > items.size() ? desk.charge(id) : id;
    }
  }

  private HarmlessState() {}
}
