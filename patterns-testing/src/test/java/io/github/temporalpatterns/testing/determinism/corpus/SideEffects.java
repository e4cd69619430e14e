// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.SIDE_EFFECT_WRITES;

import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Bad: side effects that change something. */
@SuppressWarnings("all")
final class SideEffects {
  @Breaks(SIDE_EFFECT_WRITES)
  static class SideEffectSetsAField extends Shop.Base {
    public String order(String id) {
      Workflow.sideEffect(Integer.class, () -> (state = "X").length());
      return desk.charge(state);
    }
  }

  @Breaks(SIDE_EFFECT_WRITES)
  static class SideEffectFillsAnArray extends Shop.Base {
    public String order(String id) {
      int[] number = new int[1];
      Workflow.sideEffect(Boolean.class, () -> (number[0] = new Random().nextInt()) > 0);
      return desk.charge(id + number[0]);
    }
  }

  @Breaks(SIDE_EFFECT_WRITES)
  static class SideEffectFillsAList extends Shop.Base {
    public String order(String id) {
      List<String> drawn = new ArrayList<>();
      Workflow.sideEffect(
          String.class,
          () -> {
            drawn.add(id);
            return "";
          });
      return desk.charge(drawn.get(0));
    }
  }

  @Breaks(SIDE_EFFECT_WRITES)
  static class SideEffectCounts extends Shop.Base {
    public String order(String id) {
      AtomicInteger tries = new AtomicInteger();
      Workflow.sideEffect(Integer.class, tries::incrementAndGet);
      return desk.charge(id + tries.get());
    }
  }

  @Breaks(SIDE_EFFECT_WRITES)
  static class SideEffectByReference extends Shop.Base {
    private int drawn;

    private Integer draw() {
      drawn = new Random().nextInt();
      return drawn;
    }

    public String order(String id) {
      int number = Workflow.sideEffect(Integer.class, this::draw);
      return desk.charge(id + number + drawn);
    }
  }

  @Breaks(SIDE_EFFECT_WRITES)
  static class SideEffectOnAnObject extends Shop.Base {
    public String order(String id) {
      Reads.Cart cart = new Reads.Cart();
      String text =
          Workflow.sideEffect(
              String.class,
              () -> {
                cart.view();
                return "";
              });
      return desk.charge(text + cart.lines());
    }
  }

  @Breaks(SIDE_EFFECT_WRITES)
  static class SideEffectWithAnActivity extends Shop.Base {
    public String order(String id) {
      return Workflow.sideEffect(String.class, () -> desk.charge(id));
    }
  }

  @Breaks(SIDE_EFFECT_WRITES)
  static class MutableSideEffectWrites extends Shop.Base {
    public String order(String id) {
      return Workflow.mutableSideEffect(
          "limit",
          String.class,
          (a, b) -> a.equals(b),
          () -> {
            counts.put("limit", 1);
            return "1";
          });
    }
  }

  private SideEffects() {}
}
