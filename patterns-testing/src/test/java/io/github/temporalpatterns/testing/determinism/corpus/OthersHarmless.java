// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/** Harmless, as people write it who have never seen the check. */
@SuppressWarnings("all")
final class OthersHarmless {

  enum Phase {
    OPEN,
    PAID,
    SHIPPED;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
      return label;
    }
  }

  static final class Ticket {
    private Phase phase = Phase.OPEN;
    private int tries;
    private String note = "";
  }

  static class ForEachInAPhase extends Shop.Base {
    private final List<Ticket> tickets = new ArrayList<>(List.of(new Ticket()));

    public String order(String id) {
      each(Phase.OPEN, ticket -> ticket.phase = Phase.PAID);
      each(Phase.PAID, ticket -> ticket.tries++);
      return desk.charge(id);
    }

    private void each(Phase phase, Consumer<Ticket> change) {
      tickets.stream().filter(ticket -> ticket.phase == phase).forEach(change);
    }
  }

  static class ConstantsBesideALambda extends Shop.Base {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String CURRENCY = "EUR";
    private final List<Ticket> tickets = new ArrayList<>();

    public String order(String id) {
      with(PATIENCE, ticket -> ticket.note = id);
      with(CURRENCY, ticket -> ticket.tries = 2);
      in(TimeUnit.DAYS, tickets.get(0), ticket -> ticket.note = id);
      return id;
    }

    private void in(TimeUnit unit, Ticket ticket, Consumer<Ticket> change) {
      change.accept(ticket);
    }

    private void with(Object key, Consumer<Ticket> change) {
      Ticket ticket = new Ticket();
      change.accept(ticket);
      tickets.add(ticket);
    }
  }

  static class OptionsBesideALambda extends Shop.Base {
    private static final ActivityOptions OPTIONS =
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(3)).build();
    private int calls;

    public String order(String id) {
      return call(OPTIONS, "first", (ticket, stub) -> ticket.tries += 1);
    }

    private String call(ActivityOptions options, String note, BiConsumer<Ticket, Shop.Desk> use) {
      Ticket ticket = new Ticket();
      use.accept(ticket, Workflow.newActivityStub(Shop.Desk.class, options));
      calls += ticket.tries;
      return note;
    }
  }

  static class LoggerBesideALambda extends Shop.Base {
    private static final Logger LOG = Workflow.getLogger(LoggerBesideALambda.class);

    public String order(String id) {
      return timed(LOG, new Ticket(), ticket -> ticket.note = desk.charge(id));
    }

    private static String timed(Logger log, Ticket ticket, Consumer<Ticket> work) {
      long begin = Workflow.currentTimeMillis();
      work.accept(ticket);
      log.info("took {} ms", Workflow.currentTimeMillis() - begin);
      return ticket.note;
    }
  }

  record Money(BigDecimal amount, String currency) {
    static final Money NONE = new Money(BigDecimal.ZERO, "EUR");

    Money plus(Money other) {
      return new Money(amount.add(other.amount), currency);
    }
  }

  static class SumsRecords extends Shop.Base {
    public String order(String id) {
      Money total = Money.NONE;
      for (Map.Entry<String, BigDecimal> price : new TreeMap<>(desk.pricesOf(id)).entrySet()) {
        total = total.plus(new Money(price.getValue(), "EUR"));
      }
      return desk.charge(total.amount().setScale(2, RoundingMode.HALF_UP).toPlainString());
    }
  }

  static class StateMachine extends Shop.Base {
    private static final Map<Phase, Set<Phase>> NEXT = new EnumMap<>(Phase.class);

    static {
      NEXT.put(Phase.OPEN, Set.of(Phase.PAID));
      NEXT.put(Phase.PAID, Set.of(Phase.SHIPPED));
      NEXT.put(Phase.SHIPPED, Set.of());
    }

    private Phase phase = Phase.OPEN;

    public void paid(String by) {
      if (NEXT.get(phase).contains(Phase.PAID)) {
        phase = Phase.PAID;
      }
      payer = by;
    }

    public String status() {
      return phase.label();
    }
  }

  static class CommandsByName extends Shop.Base {
    private final Map<String, Function<String, String>> commands = new LinkedHashMap<>();

    CommandsByName() {
      commands.put("charge", id -> desk.charge(id));
      commands.put("stock", id -> String.valueOf(desk.stock(id)));
    }

    public String order(String id) {
      return commands.getOrDefault("charge", Function.identity()).apply(id);
    }
  }

  static class DeadlineOfTheInput extends Shop.Base {
    public String order(String id) {
      Instant due = Instant.parse("2030-01-01T00:00:00Z");
      Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
      boolean met = Workflow.await(Duration.between(now, due), () -> !payer.isEmpty());
      return met ? desk.charge(id) : "late";
    }
  }

  static class DateOfTheWorkflow extends Shop.Base {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");

    public String order(String id) {
      LocalDate today =
          Instant.ofEpochMilli(Workflow.currentTimeMillis()).atZone(ZoneOffset.UTC).toLocalDate();
      return desk.charge(id + DAY.format(today.plusDays(3)));
    }
  }

  static class SeededChance extends Shop.Base {
    public String order(String id) {
      Random random = Workflow.newRandom();
      List<String> all = new ArrayList<>(desk.itemsOf(id));
      Collections.shuffle(all, random);
      return desk.charge(all.get(random.nextInt(all.size())));
    }
  }

  static class NameBasedId extends Shop.Base {
    public String order(String id) {
      UUID key = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
      return desk.charge(key + Base64.getEncoder().encodeToString(new byte[] {1}));
    }
  }

  static class ParsesByPattern extends Shop.Base {
    private static final Pattern LINE = Pattern.compile("(\\w+)-(\\d+)");

    public String order(String id) {
      Matcher line = LINE.matcher(id);
      return line.matches() ? desk.charge(line.group(1).toUpperCase(Locale.ROOT)) : "none";
    }
  }
}
