// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.CLOCK;

import com.google.common.base.Stopwatch;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Bad: clocks, chance and ids. */
@SuppressWarnings("all")
final class Times {

  @Breaks(CLOCK)
  static class StampsTheCharge extends Shop.Base {
    public String order(String id) {
      Instant at = Instant.now();
      return desk.charge(id + "@" + at.toEpochMilli());
    }
  }

  @Breaks(CLOCK)
  static class PollsUntilADeadline extends Shop.Base {
    public String order(String id) {
      long deadline = System.currentTimeMillis() + TimeUnit.HOURS.toMillis(1);
      while (!closed && System.currentTimeMillis() < deadline) {
        Workflow.sleep(Duration.ofMinutes(1));
      }
      return id;
    }
  }

  @Breaks(CLOCK)
  static class ShipsByWeekday extends Shop.Base {
    public String order(String id) {
      return switch (LocalDate.now().getDayOfWeek()) {
        case SATURDAY, SUNDAY -> "monday";
        default -> desk.charge(id);
      };
    }
  }

  @Breaks(CLOCK)
  static class NewDateInARecord extends Shop.Base {
    record Receipt(String id, Date at) {}

    public String order(String id) {
      Receipt receipt = new Receipt(id, new Date());
      return desk.charge(receipt.id() + receipt.at().getTime());
    }
  }

  @Breaks(CLOCK)
  static class AsksTheCalendar extends Shop.Base {
    public String order(String id) {
      int hour = Calendar.getInstance().get(Calendar.HOUR_OF_DAY);
      return hour < 12 ? desk.charge(id) : "tomorrow";
    }
  }

  @Breaks(CLOCK)
  static class HasAClock extends Shop.Base {
    private final Clock clock = Clock.systemUTC();

    public String order(String id) {
      Workflow.sleep(Duration.ofMillis(60_000 - clock.millis() % 60_000));
      return id;
    }
  }

  @Breaks(CLOCK)
  static class HandsOutAMethodReference extends Shop.Base {
    private final Supplier<Long> now = System::currentTimeMillis;

    public String order(String id) {
      return desk.charge(id + now.get());
    }
  }

  @Breaks(CLOCK)
  static class StaticFactory extends Shop.Base {
    record Event(String what, long at) {
      static Event of(String what) {
        return new Event(what, System.nanoTime());
      }
    }

    public void paid(String by) {
      items.add(Event.of(by).toString());
    }
  }

  @Breaks(CLOCK)
  static class DefaultOfACompactConstructor extends Shop.Base {
    record Due(String id, LocalDate day) {
      Due {
        day = day == null ? LocalDate.now(ZoneOffset.UTC).plusDays(14) : day;
      }
    }

    public String order(String id) {
      return desk.charge(new Due(id, null).day().toString());
    }
  }

  @Breaks(CLOCK)
  static class EnumKnowsTheShift extends Shop.Base {
    enum Shift {
      DAY,
      NIGHT;

      static Shift current() {
        return LocalTime.now().isAfter(LocalTime.of(18, 0)) ? NIGHT : DAY;
      }
    }

    public String order(String id) {
      return Shift.current() == Shift.DAY ? desk.charge(id) : id;
    }
  }

  interface Stamped {
    default String stamp(String text) {
      return text + ZonedDateTime.now(ZoneId.of("Europe/Vienna"));
    }
  }

  @Breaks(CLOCK)
  static class InheritsADefaultMethod extends Shop.Base implements Stamped {
    public String order(String id) {
      return desk.charge(stamp(id));
    }
  }

  @Breaks(CLOCK)
  static class InnerTimer extends Shop.Base {
    class Timing {
      private final long start = System.nanoTime();

      boolean isSlow() {
        return System.nanoTime() - start > 1_000_000;
      }
    }

    public String order(String id) {
      Timing timing = new Timing();
      String result = desk.charge(id);
      return timing.isSlow() ? desk.charge("slow " + id) : result;
    }
  }

  abstract static class Template<T> extends Shop.Base {
    protected abstract T make(String id);

    public String order(String id) {
      return desk.charge(String.valueOf(make(id)));
    }
  }

  @Breaks(CLOCK)
  static class FillsATemplate extends Template<Year> {
    protected Year make(String id) {
      return Year.now();
    }
  }

  @Breaks(CLOCK)
  static class MapsWithTheTime extends Shop.Base {
    public String order(String id) {
      List<String> stamped =
          items.stream().map(item -> item + LocalDateTime.now()).collect(Collectors.toList());
      return desk.charge(stamped.get(0));
    }
  }

  @Breaks(CLOCK)
  static class GuavaStopwatch extends Shop.Base {
    public String order(String id) {
      Stopwatch watch = Stopwatch.createStarted();
      desk.charge(id);
      return watch.elapsed(TimeUnit.SECONDS) > 5 ? desk.charge("late") : id;
    }
  }

  @Breaks(CLOCK)
  static class SqlTimestamp extends Shop.Base {
    public void paid(String by) {
      payer = by + Timestamp.from(Instant.now()).getTime();
    }
  }

  static final class Office {
    private Office() {}

    static boolean isOpen() {
      DayOfWeek day = LocalDate.now(ZoneId.of("UTC")).getDayOfWeek();
      return day != DayOfWeek.SUNDAY;
    }
  }

  @Breaks(CLOCK)
  static class StaticUtility extends Shop.Base {
    public String order(String id) {
      if (!Office.isOpen()) {
        Workflow.sleep(Duration.ofDays(1));
      }
      return desk.charge(id);
    }
  }

  @Breaks(CLOCK)
  static class InToString extends Shop.Base {
    static final class Ticket {
      @Override
      public String toString() {
        return "ticket of " + Instant.now();
      }
    }

    public String order(String id) {
      Ticket ticket = new Ticket();
      return desk.charge("for " + ticket);
    }
  }

  @Breaks(CLOCK)
  static class OrElseGet extends Shop.Base {
    private Instant paidAt;

    public String order(String id) {
      Instant at = Optional.ofNullable(paidAt).orElseGet(Instant::now);
      return desk.charge(id + at);
    }
  }

  @Breaks(CLOCK)
  static class UpdateWithTheTime extends Shop.Base {
    private LocalDateTime changed = LocalDateTime.MIN;

    public int addItem(String item) {
      boolean soon = Duration.between(changed, LocalDateTime.now(ZoneOffset.UTC)).toMinutes() < 5;
      changed = LocalDateTime.now(ZoneOffset.UTC);
      return soon ? 0 : desk.stock(item);
    }
  }

  @Breaks(CLOCK)
  static class GenericTiming extends Shop.Base {
    private static <T> T timed(Supplier<T> call, List<Long> into) {
      long start = System.nanoTime();
      T result = call.get();
      into.add(System.nanoTime() - start);
      return result;
    }

    public String order(String id) {
      List<Long> took = new ArrayList<>();
      String result = timed(() -> desk.charge(id), took);
      return took.get(0) > 1000 ? desk.charge("again") : result;
    }
  }

  @Breaks(CLOCK)
  static class AnonymousIterator extends Shop.Base {
    public String order(String id) {
      Iterable<Long> times =
          () ->
              new Iterator<Long>() {
                public boolean hasNext() {
                  return true;
                }

                public Long next() {
                  return new GregorianCalendar().getTimeInMillis();
                }
              };
      return desk.charge(id + times.iterator().next());
    }
  }

  @Breaks(CLOCK)
  static class StartedInAStaticField extends Shop.Base {
    private static final Instant STARTED = Instant.now();

    public String order(String id) {
      return desk.charge(id + STARTED);
    }
  }

  @Breaks(CLOCK)
  static class SourceOfInstants extends Shop.Base {
    public String order(String id) {
      InstantSource source = InstantSource.system();
      return desk.charge(id + source.instant());
    }
  }

  @Breaks(CLOCK)
  static class InAnAsyncLambda extends Shop.Base {
    public String order(String id) {
      return Async.function(() -> desk.charge(id + new Date(System.currentTimeMillis()).getTime()))
          .get();
    }
  }

  @Breaks(CLOCK)
  static class WallClockOfADefaultZone extends Shop.Base {
    public int addItem(String item) {
      return Instant.now(Clock.systemDefaultZone()).getNano() > 5 ? desk.stock(item) : 0;
    }
  }

  private Times() {}
}
