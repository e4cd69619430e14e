// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.Foreign;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.internal.KeyText;
import io.github.temporalpatterns.internal.RunConverter;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys as text: readable, bounded, and never the same for different work. */
final class KeyTest {
  private static final IdempotencyKey KEY =
      new IdempotencyKey(KeyText.runScope("default", "order/7", "r-1"), "pay", 0, null, false);

  @Test
  void isReadable() {
    assertThat(KEY).hasToString("default/order%2F7/r-1/pay/0");
    assertThat(KEY.ofItem("line 3").inEpoch(2)).hasToString("default/order%2F7/r-1/pay/2/line%203");
    assertThat(KEY.undoing()).hasToString(KEY + "#undo");
    assertThat(KEY.undoing().undone()).isEqualTo(KEY);
    assertThat(IdempotencyKey.of("shop", "order-7", "pay")).hasToString("shop/=order-7/pay/0");
    assertThat(KEY.forProvider()).hasSize(43).matches("[\\w-]+").doesNotContain("order");
  }

  @Test
  void isNeverLongerThanItMayBeAndThenStillTheWorksOwn() {
    String longId = "\u00fc".repeat(500);
    IdempotencyKey one =
        new IdempotencyKey(KeyText.runScope("n", longId + "a", "r"), "pay", 0, null, true);
    IdempotencyKey other =
        new IdempotencyKey(KeyText.runScope("n", longId + "b", "r"), "pay", 0, null, true);
    assertThat(one.toString()).hasSize(IdempotencyKey.LENGTH).endsWith("#undo");
    assertThat(other.toString()).isNotEqualTo(one.toString());
    assertThat(one.undone() + "#undo").isEqualTo(one.toString());
  }

  @Test
  void differentWorkHasDifferentText() {
    Random random = new Random(7);
    List<String> words =
        List.of("a", "b", "a/b", "/", "~", "~1", "~0", "%2F", "#undo", "=a", "0", "1");
    Set<String> texts = new HashSet<>();
    Set<List<Object>> works = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      String step = words.get(random.nextInt(words.size()));
      int epoch = random.nextInt(2);
      String first = words.get(random.nextInt(words.size()));
      String second = words.get(random.nextInt(words.size()));
      int items = random.nextInt(3);
      IdempotencyKey key = IdempotencyKey.of("n", "b", step).inEpoch(epoch);
      key = items > 0 ? key.ofItem(first) : key;
      key = items > 1 ? key.ofItem(second) : key;
      texts.add(key.toString());
      works.add(List.of(step, epoch, items, items > 0 ? first : "", items > 1 ? second : ""));
    }
    assertThat(texts).hasSameSizeAs(works);
  }

  @Test
  void refusesPartsThatAreMissingOrTooLong() {
    assertThatThrownBy(() -> IdempotencyKey.of("n", " ", "s"))
        .hasMessageContaining("businessKey must not be blank");
    assertThatThrownBy(() -> IdempotencyKey.of("n", "b", "s".repeat(201)))
        .hasMessageContaining("step must have at most 200 characters, has 201");
    assertThatThrownBy(() -> KEY.inEpoch(-1)).hasMessageContaining("epoch must be at least 0");
    assertThatThrownBy(() -> KEY.ofItem("")).hasMessageContaining("item must not be blank");
  }

  @ParameterizedTest
  @EnumSource
  void survivesEveryConverterAsHeaderAndAsArgument(Foreign foreign) {
    RunConverter converter = RunConverter.of(foreign.converter());
    Carried carried =
        new Carried(1, KEY.ofItem("i").inEpoch(3).undoing(), true, "0#1", false, true);
    assertThat(converter.receive(converter.send(carried), Carried.class, Carried.class))
        .isEqualTo(carried);
    assertThat(converter.receive(converter.send(KEY), IdempotencyKey.class, IdempotencyKey.class))
        .isEqualTo(KEY);
  }
}
