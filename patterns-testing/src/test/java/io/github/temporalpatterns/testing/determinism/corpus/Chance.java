// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.RANDOM;
import static io.github.temporalpatterns.testing.determinism.DeterminismRule.RANDOM_ID;

import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.commons.lang3.RandomStringUtils;

/** Bad: chance and ids. */
@SuppressWarnings({"all", "deprecation"})
final class Chance {
  @Breaks(RANDOM)
  static class FlipsACoin extends Shop.Base {
    public String order(String id) {
      return Math.random() < 0.5 ? desk.charge(id) : id;
    }
  }

  @Breaks(RANDOM)
  static class Jitter extends Shop.Base {
    private final Random random = new Random();

    public String order(String id) {
      Workflow.sleep(Duration.ofMillis(100 + random.nextInt(50)));
      return id;
    }
  }

  @Breaks(RANDOM)
  static class ThreadLocalChance extends Shop.Base {
    public String order(String id) {
      return desk.charge(items.get(ThreadLocalRandom.current().nextInt(items.size())));
    }
  }

  @Breaks(RANDOM)
  static class SecureToken extends Shop.Base {
    private static final SecureRandom RANDOM_SOURCE = new SecureRandom();

    public String order(String id) {
      byte[] token = new byte[8];
      RANDOM_SOURCE.nextBytes(token);
      return desk.charge(id + token[0]);
    }
  }

  @Breaks(RANDOM)
  static class Shuffles extends Shop.Base {
    public String order(String id) {
      List<String> copy = new ArrayList<>(items);
      Collections.shuffle(copy);
      copy.forEach(desk::charge);
      return id;
    }
  }

  @Breaks(RANDOM)
  static class Splits extends Shop.Base {
    public String order(String id) {
      return desk.charge(id + new SplittableRandom().nextLong());
    }
  }

  @Breaks(RANDOM)
  static class DefaultGenerator extends Shop.Base {
    public void paid(String by) {
      payer = by + RandomGenerator.getDefault().nextInt();
    }
  }

  @Breaks(RANDOM)
  static class StreamOfChance extends Shop.Base {
    public String order(String id) {
      List<Double> dice = Stream.generate(Math::random).limit(3).toList();
      return desk.charge(id + dice.get(0));
    }
  }

  @Breaks(RANDOM)
  static class IdentityAsKey extends Shop.Base {
    public String order(String id) {
      return desk.charge(id + "-" + System.identityHashCode(this));
    }
  }

  @Breaks(RANDOM)
  static class HashCodeOfAnObject extends Shop.Base {
    static final class Token {}

    public String order(String id) {
      Token token = new Token();
      return desk.charge(id + Math.abs(token.hashCode() % 10));
    }
  }

  @Breaks(RANDOM)
  static class TextOfAnObject extends Shop.Base {
    static final class Session {
      int calls;
    }

    public String order(String id) {
      Session session = new Session();
      return desk.charge("in " + session);
    }
  }

  @Breaks(RANDOM)
  static class ValueOfAnObject extends Shop.Base {
    static final class Handle {}

    private final Handle handle = new Handle();

    public String order(String id) {
      return desk.charge(handle.toString());
    }
  }

  @Breaks(RANDOM)
  static class TextOfAnArray extends Shop.Base {
    public String order(String id) {
      String[] parts = id.split("-");
      return desk.charge("parts " + parts);
    }
  }

  @Breaks(RANDOM)
  static class HashOfAnEnum extends Shop.Base {
    enum Kind {
      SMALL,
      LARGE
    }

    public String order(String id) {
      Kind kind = id.length() > 5 ? Kind.LARGE : Kind.SMALL;
      return kind.hashCode() % 2 == 0 ? desk.charge(id) : id;
    }
  }

  @Breaks(RANDOM)
  static class CommonsRandom extends Shop.Base {
    public String order(String id) {
      return desk.charge(RandomStringUtils.randomAlphanumeric(8));
    }
  }

  @Breaks(RANDOM)
  static class RandomComparator extends Shop.Base {
    static final class ByChance implements Comparator<String> {
      private final Random random = new Random();

      public int compare(String a, String b) {
        return random.nextBoolean() ? 1 : -1;
      }
    }

    public String order(String id) {
      items.sort(new ByChance());
      return desk.charge(items.get(0));
    }
  }

  @Breaks(RANDOM_ID)
  static class ChildWithARandomId extends Shop.Base {
    public String order(String id) {
      ChildWorkflowOptions options =
          ChildWorkflowOptions.newBuilder().setWorkflowId("ship-" + UUID.randomUUID()).build();
      return Workflow.newChildWorkflowStub(Shop.Parcel.class, options).ship(id);
    }
  }

  @Breaks(RANDOM_ID)
  static class KeyInAField extends Shop.Base {
    private final String key = UUID.randomUUID().toString();

    public String order(String id) {
      return desk.charge(key);
    }
  }

  @Breaks(RANDOM_ID)
  static class KeyPerItem extends Shop.Base {
    private final Map<String, String> keys = new HashMap<>();

    public String order(String id) {
      for (String item : items) {
        desk.charge(keys.computeIfAbsent(item, x -> x + UUID.randomUUID()));
      }
      return id;
    }
  }

  @Breaks(RANDOM_ID)
  static class IdsFromASupplier extends Shop.Base {
    interface Ids {
      UUID next();
    }

    private final Ids ids = UUID::randomUUID;

    public void paid(String by) {
      desk.charge(by + ids.next());
    }
  }

  @Breaks(RANDOM_ID)
  static class BuilderWithADefaultId extends Shop.Base {
    static final class Request {
      String id;
      String what;

      static Request of(String what) {
        Request request = new Request();
        request.what = what;
        if (request.id == null) {
          request.id = UUID.randomUUID().toString();
        }
        return request;
      }
    }

    public String order(String id) {
      return desk.charge(Request.of(id).id);
    }
  }

  @Breaks(RANDOM_ID)
  static class IdInACatchBlock extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(id);
      } catch (io.temporal.failure.ActivityFailure e) {
        return desk.charge("incident " + UUID.randomUUID());
      }
    }
  }

  private Chance() {}
}
