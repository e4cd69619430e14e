// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.DEFAULT_LOCALE;

import io.temporal.workflow.Workflow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Collator;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Collectors;

/** Bad: what depends on the language, the zone or the character set of a machine. */
@SuppressWarnings("all")
final class Locales {

  @Breaks(DEFAULT_LOCALE)
  static class UpperCase extends Shop.Base {
    public String order(String id) {
      return desk.charge(id.toUpperCase());
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class LowerCaseByReference extends Shop.Base {
    public String order(String id) {
      List<String> names = items.stream().map(String::toLowerCase).collect(Collectors.toList());
      return desk.charge(names.get(0));
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class FormatsAnAmount extends Shop.Base {
    public String order(String id) {
      return desk.charge(String.format("%s: %.2f", id, 12.5));
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class FormatsWithGroups extends Shop.Base {
    public String order(String id) {
      return desk.charge("%,d pieces".formatted(items.size() * 1000));
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class FormatsByAnUnknownPattern extends Shop.Base {
    private String pattern = "%s";

    public String order(String id) {
      return desk.charge(String.format(pattern, 1000.5));
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class BytesOfAString extends Shop.Base {
    public String order(String id) {
      return desk.charge(id + id.getBytes().length);
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class StringOfBytes extends Shop.Base {
    private byte[] body = new byte[0];

    public String order(String id) {
      return desk.charge(new String(body));
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class TextOfAStream extends Shop.Base {
    public String order(String id) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(id.getBytes(StandardCharsets.UTF_8));
      return desk.charge(out.toString());
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class ReaderOfAStream extends Shop.Base {
    public String order(String id) {
      byte[] bytes = id.getBytes(StandardCharsets.UTF_16);
      try (InputStreamReader in = new InputStreamReader(new ByteArrayInputStream(bytes))) {
        return desk.charge(id + in.read());
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class AsksForTheCharset extends Shop.Base {
    public String order(String id) {
      return desk.charge(Charset.defaultCharset().name());
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class LocalTimeOfTheMachine extends Shop.Base {
    public String order(String id) {
      LocalDateTime local =
          LocalDateTime.ofInstant(
              Instant.ofEpochMilli(Workflow.currentTimeMillis()), ZoneId.systemDefault());
      return local.getHour() < 18 ? desk.charge(id) : id;
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class OldDateFormat extends Shop.Base {
    private final SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd");

    public String order(String id) {
      return desk.charge(format.format(new Date(Workflow.currentTimeMillis())));
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class TextOfADate extends Shop.Base {
    public String order(String id) {
      Date at = new Date(Workflow.currentTimeMillis());
      return desk.charge(id + " at " + at);
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class CurrencyOfTheMachine extends Shop.Base {
    public String order(String id) {
      return desk.charge(NumberFormat.getCurrencyInstance().format(items.size()));
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class Decimal extends Shop.Base {
    private static final DecimalFormat FORMAT = new DecimalFormat("#,##0.00");

    public String order(String id) {
      return desk.charge(FORMAT.format(12.5));
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class NameOfTheDay extends Shop.Base {
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("EEEE, d MMMM");

    public String order(String id) {
      return desk.charge(LONG.format(LocalDate.EPOCH));
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class LocalizedDate extends Shop.Base {
    public String order(String id) {
      DateTimeFormatter format = DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT);
      return desk.charge(LocalDate.parse(id).format(format));
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class DayByLocale extends Shop.Base {
    public String order(String id) {
      return desk.charge(DayOfWeek.FRIDAY.getDisplayName(TextStyle.FULL, Locale.getDefault()));
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class ZoneOfTheMachine extends Shop.Base {
    public String order(String id) {
      return TimeZone.getDefault().getRawOffset() > 0 ? desk.charge(id) : id;
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class MessageOfNumbers extends Shop.Base {
    public String order(String id) {
      return desk.charge(MessageFormat.format("{0} for {1,number,currency}", id, 12.5));
    }
  }

  @Breaks(DEFAULT_LOCALE)
  static class SortsByTheMachinesLanguage extends Shop.Base {
    public String order(String id) {
      items.sort(Collator.getInstance());
      return desk.charge(items.get(0));
    }
  }

  private Locales() {}
}
