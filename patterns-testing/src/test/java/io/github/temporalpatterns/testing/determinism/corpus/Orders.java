// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.HASH_ORDER;

import com.google.common.collect.Sets;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Bad: the order of a hash decides what is done, or in which order. */
@SuppressWarnings("all")
final class Orders {

  /** A workflow that is given collections. */
  @WorkflowInterface
  interface Bulk {
    record Input(String name, Set<String> customers, Map<String, Set<String>> byCity) {}

    @WorkflowMethod
    String run(Input input, Set<String> items);
  }

  abstract static class BulkBase implements Bulk {
    final Shop.Desk desk = Workflow.newLocalActivityStub(Shop.Desk.class);
  }

  @Breaks(HASH_ORDER)
  static class ChargesEachKey extends Shop.Base {
    private final Map<String, Integer> open = new HashMap<>();

    public String order(String id) {
      for (String key : open.keySet()) {
        desk.charge(key);
      }
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class ForEachOfAMap extends Shop.Base {
    public String order(String id) {
      Map<String, String> found = new HashMap<>();
      found.put(id, payer);
      found.forEach((key, value) -> desk.charge(key + value));
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class SetOfConstants extends Shop.Base {
    private static final Set<String> CITIES = Set.of("Oslo", "Rome", "Bonn");

    public String order(String id) {
      CITIES.forEach(desk::charge);
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class MapOfConstants extends Shop.Base {
    private static final Map<String, String> STEPS = Map.of("a", "pack", "b", "send");

    public String order(String id) {
      for (Map.Entry<String, String> step : STEPS.entrySet()) {
        Workflow.getLogger("x").info(step.getKey());
        desk.charge(step.getValue());
      }
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class SetFromTheInput extends BulkBase {
    public String run(Input input, Set<String> items) {
      for (String item : items) {
        desk.charge(item);
      }
      return input.name();
    }
  }

  @Breaks(HASH_ORDER)
  static class SetOfARecord extends BulkBase {
    public String run(Input input, Set<String> items) {
      input.customers().forEach(desk::notifyCustomer);
      return input.name();
    }
  }

  @Breaks(HASH_ORDER)
  static class SetInAMapOfARecord extends BulkBase {
    public String run(Input input, Set<String> items) {
      for (String customer : input.byCity().get("Rome")) {
        desk.notifyCustomer(customer);
      }
      return input.name();
    }
  }

  @Breaks(HASH_ORDER)
  static class SetFromAnActivity extends Shop.Base {
    public String order(String id) {
      for (String tag : desk.tagsOf(id)) {
        desk.charge(tag);
      }
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class HelperWithASet extends Shop.Base {
    private void chargeAll(Collection<String> all) {
      for (String one : all) {
        desk.charge(one);
      }
    }

    public String order(String id) {
      chargeAll(new HashSet<>(items));
      return id;
    }
  }

  static <T> void each(Iterable<T> all, Consumer<? super T> what) {
    for (T one : all) {
      what.accept(one);
    }
  }

  @Breaks(HASH_ORDER)
  static class GenericHelper extends Shop.Base {
    public String order(String id) {
      Set<String> names = new HashSet<>(items);
      each(names, name -> desk.charge(name));
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class SetInARecordOfItsOwn extends Shop.Base {
    record Plan(Set<String> steps, String owner) {}

    public String order(String id) {
      Plan plan = new Plan(new HashSet<>(items), id);
      plan.steps().forEach(step -> desk.charge(step));
      return plan.owner();
    }
  }

  @Breaks(HASH_ORDER)
  static class CopiesAndChargesTheFirst extends Shop.Base {
    public String order(String id) {
      List<String> copy = new ArrayList<>(new HashSet<>(items));
      return desk.charge(copy.get(0));
    }
  }

  @Breaks(HASH_ORDER)
  static class FillsAListFromASet extends Shop.Base {
    private final Set<String> waiting = new HashSet<>();

    public void paid(String by) {
      waiting.add(by);
    }

    public String order(String id) {
      List<String> batch = new ArrayList<>();
      for (String one : waiting) {
        batch.add("charge " + one);
      }
      batch.forEach(desk::charge);
      return id;
    }
  }

  @Breaks(HASH_ORDER)
  static class StartsPromises extends Shop.Base {
    public String order(String id) {
      Map<String, Promise<String>> started = new LinkedHashMap<>();
      for (String item : Sets.newHashSet(items)) {
        started.put(item, Async.function(desk::charge, item));
      }
      return String.valueOf(started.size());
    }
  }

  @Breaks(HASH_ORDER)
  static class MapsWithAnActivity extends Shop.Base {
    public String order(String id) {
      Set<String> distinct = items.stream().collect(Collectors.toSet());
      return String.valueOf(distinct.stream().mapToInt(desk::stock).sum());
    }
  }

  @Breaks(HASH_ORDER)
  static class Groups extends Shop.Base {
    public String order(String id) {
      Map<Integer, List<String>> byLength =
          items.stream().collect(Collectors.groupingBy(String::length));
      byLength.values().forEach(group -> desk.charge(group.get(0)));
      return id;
    }
  }

  private Orders() {}
}
