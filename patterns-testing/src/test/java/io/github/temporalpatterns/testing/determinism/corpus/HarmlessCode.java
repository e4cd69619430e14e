// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Harmless: classes, lambdas, queries, codecs. */
@SuppressWarnings("all")
final class HarmlessCode {
  enum Step {
    PACK("pack") {
      @Override
      Step next() {
        return SEND;
      }
    },
    SEND("send") {
      @Override
      Step next() {
        return null;
      }
    };

    private final String word;

    Step(String word) {
      this.word = word;
    }

    abstract Step next();
  }

  static class WalksAnEnum extends Shop.Base {
    public String order(String id) {
      for (Step step = Step.PACK; step != null; step = step.next()) {
        desk.charge(step.word + step.ordinal());
      }
      return switch (id) {
        case "a", "b" -> desk.charge(Step.valueOf("PACK").name());
        default -> Arrays.toString(Step.values());
      };
    }
  }

  sealed interface Command permits Add, Remove {}

  record Add(String item) implements Command {}

  record Remove(String item, int count) implements Command {}

  static class AppliesCommands extends Shop.Base {
    private void apply(Command command) {
      if (command instanceof Add add) {
        items.add(add.item());
      } else if (command instanceof Remove remove && remove.count() > 0) {
        items.remove(remove.item());
      }
    }

    public String order(String id) {
      List.of(new Add(id), new Remove(id, 1)).forEach(this::apply);
      return desk.charge(new Add(id) + "/" + new Remove(id, 2).hashCode());
    }
  }

  abstract static class Template<I, O> extends Shop.Base {
    protected abstract O map(I in);

    protected <T> List<T> all(List<Supplier<T>> suppliers) {
      return suppliers.stream().map(Supplier::get).collect(Collectors.toList());
    }

    interface Named {
      default String name() {
        return getClass().getSimpleName();
      }
    }
  }

  static class Inherits extends Template<String, Integer> implements Template.Named {
    protected Integer map(String in) {
      return in.length();
    }

    public String order(String id) {
      UnaryOperator<String> trim = String::trim;
      return desk.charge(name() + all(List.of(() -> map(id), () -> map(trim.apply(id)))));
    }
  }

  static class InnerAndAnonymous extends Shop.Base {
    private class Lines implements Iterable<String> {
      public Iterator<String> iterator() {
        return new Iterator<>() {
          private int at;

          public boolean hasNext() {
            return at < items.size();
          }

          public String next() {
            return items.get(at++);
          }
        };
      }
    }

    public String order(String id) {
      for (String line : new Lines()) {
        desk.charge(line);
      }
      return id;
    }
  }

  static class CountsInALambda extends Shop.Base {
    public String order(String id) {
      AtomicInteger total = new AtomicInteger();
      int[] longest = {0};
      items.forEach(
          item -> {
            total.addAndGet(item.length());
            longest[0] = Math.max(longest[0], item.length());
          });
      return desk.charge(id + total + longest[0] + TimeUnit.MINUTES.toMillis(1));
    }
  }

  static class CopiesInAQuery extends Shop.Base {
    private final int[] slots = {3, 1};

    public String status() {
      List<String> copy = new ArrayList<>(items);
      Collections.sort(copy);
      copy.removeIf(String::isBlank);
      int[] own = slots.clone();
      Arrays.sort(own);
      Map<String, Integer> sums = new HashMap<>(counts);
      sums.merge("all", own[0], Integer::sum);
      StringJoiner text = new StringJoiner(",");
      items.stream().sorted().map(String::trim).forEach(text::add);
      return text + List.copyOf(copy).toString() + sums.get("all") + Instant.now();
    }
  }

  static final class Summary {
    private final List<String> lines = new ArrayList<>();
    private int width;

    Summary line(String line) {
      lines.add(line);
      width = Math.max(width, line.length());
      return this;
    }
  }

  static class BuildsInAQuery extends Shop.Base {
    public String status() {
      Summary summary = new Summary();
      items.forEach(summary::line);
      for (Map.Entry<String, Integer> entry : counts.entrySet()) {
        summary.line(entry.getKey() + entry.getValue());
      }
      return summary.line(Optional.ofNullable(payer).orElse("?")).lines.toString();
    }

    public void checkItem(String item) {
      List<String> errors = new ArrayList<>();
      if (items.contains(item)) {
        errors.add("twice");
      }
      if (!errors.isEmpty()) {
        throw new IllegalArgumentException(String.join(",", errors));
      }
    }
  }

  static final class Aes implements PayloadCodec {
    private static final SecureRandom RANDOM = new SecureRandom();

    public List<Payload> encode(List<Payload> payloads) {
      byte[] nonce = new byte[12];
      RANDOM.nextBytes(nonce);
      return payloads.stream()
          .map(payload -> payload.toBuilder().setData(ByteString.copyFrom(nonce)).build())
          .toList();
    }

    public List<Payload> decode(List<Payload> payloads) {
      try {
        Files.readString(Path.of("key"));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return payloads;
    }
  }

  static class OwnConverter extends Shop.Base {
    private static final CodecDataConverter CONVERTER =
        new CodecDataConverter(DefaultDataConverter.newDefaultInstance(), List.of(new Aes()));

    public String order(String id) {
      Optional<Payload> encoded = CONVERTER.toPayload(id);
      return desk.charge(CONVERTER.fromPayload(encoded.orElseThrow(), String.class, String.class));
    }
  }

  static class FunctionsOfFunctions extends Shop.Base {
    private static <R> Promise<R> later(Functions.Func<R> call) {
      return Async.function(call);
    }

    private static String twice(UnaryOperator<String> call, String in) {
      return call.andThen(call).apply(in);
    }

    public String order(String id) {
      Promise<String> first = later(() -> desk.charge(id));
      Promise<Integer> second = Async.function(desk::stock, id);
      return twice(x -> x + "!", first.get()) + second.thenApply(n -> n + 1).get();
    }
  }

  static class TextBlocks extends Shop.Base {
    private record Pair<A, B>(A left, B right) {}

    public String order(String id) {
      var pair = new Pair<>(id, items.size());
      String text =
          """
          order %s
          of %s
          """;
      Object boxed = pair.right();
      long wide = boxed instanceof Integer n && n > 3 ? 1L << n : 0;
      double price = wide * 1.5;
      return desk.charge(text.strip() + pair + wide + price + (char) ('a' + items.size()));
    }
  }

  private HarmlessCode() {}
}
