// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Library calls: each bad case breaks the rule of its name, each good one does not. */
@SuppressWarnings("all")
final class CallCases {

  static final class ClockBad extends Parcel.Base {
    @Override
    public String run(String in) {
      Supplier<Instant> later = Instant::now;
      return ""
          + new Date().getTime()
          + LocalDate.now(ZoneId.of("UTC"))
          + System.nanoTime()
          + later.get();
    }
  }

  static final class ClockGood extends Parcel.Base {
    @Override
    public String run(String in) {
      Clock virtual =
          Clock.fixed(Instant.ofEpochMilli(Workflow.currentTimeMillis()), ZoneOffset.UTC);
      long recorded = Workflow.sideEffect(Long.class, System::currentTimeMillis);
      return LocalDate.now(virtual) + " " + new Date(recorded).getTime();
    }

    @Override
    public String look() {
      return "asked at " + Instant.now();
    }
  }

  static final class RandomBad extends Parcel.Base {
    @Override
    public String run(String in) {
      return "" + new Random().nextInt() + Math.random();
    }
  }

  static final class RandomGood extends Parcel.Base {
    @Override
    public String run(String in) {
      int dice = Workflow.sideEffect(Integer.class, () -> new Random().nextInt(6));
      return "" + new Random(42).nextInt() + Workflow.newRandom().nextInt() + dice;
    }
  }

  static final class RandomIdBad extends Parcel.Base {
    @Override
    public String run(String in) {
      return List.of(in).stream().map(x -> x + UUID.randomUUID()).findFirst().orElseThrow();
    }
  }

  static final class RandomIdGood extends Parcel.Base {
    @Override
    public String run(String in) {
      return "" + Workflow.randomUUID() + UUID.nameUUIDFromBytes(new byte[1]);
    }
  }

  static final class ThreadBad extends Parcel.Base {
    @Override
    public String run(String in) {
      CompletableFuture.supplyAsync(() -> in);
      return List.of(in).parallelStream().findFirst().orElseThrow();
    }
  }

  static final class ThreadGood extends Parcel.Base {
    @Override
    public String run(String in) {
      return Async.function(post::send, in).get() + TimeUnit.SECONDS.toMillis(1);
    }
  }

  static final class BlockingBad extends Parcel.Base {
    @Override
    public synchronized String run(String in) {
      try {
        synchronized (in) {
          TimeUnit.SECONDS.sleep(1);
        }
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return in;
    }
  }

  static final class BlockingGood extends Parcel.Base {
    @Override
    public String run(String in) {
      Workflow.sleep(Duration.ofSeconds(1));
      Workflow.await(() -> !told.isEmpty());
      return in;
    }
  }

  static final class IoBad extends Parcel.Base {
    @Override
    public String run(String in) {
      return Workflow.sideEffect(Boolean.class, () -> Files.exists(Path.of(in))).toString();
    }
  }

  static final class IoGood extends Parcel.Base {
    @Override
    public String run(String in) {
      return post.send(Path.of(in).getFileName().toString());
    }
  }

  static final class EnvironmentBad extends Parcel.Base {
    private static final String REGION = System.getenv("REGION");

    @Override
    public String run(String in) {
      return REGION;
    }
  }

  static final class EnvironmentGood extends Parcel.Base {
    @Override
    public String run(String in) {
      return Workflow.sideEffect(String.class, () -> System.getProperty("region"));
    }
  }

  static final class DefaultLocaleBad extends Parcel.Base {
    @Override
    public String run(String in) {
      return in.toLowerCase() + ZoneId.systemDefault();
    }
  }

  static final class DefaultLocaleGood extends Parcel.Base {
    @Override
    public String run(String in) {
      return in.toLowerCase(Locale.ROOT) + ZoneOffset.UTC;
    }
  }
}
