// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The explorer on plain objects. */
final class ExplorerTest {

  @TempDir Path folder;

  private final List<List<String>> performed = new ArrayList<>();

  /** Remembers what was done to it. */
  private class Box implements AutoCloseable {
    final List<String> done = new ArrayList<>();

    Box() {
      performed.add(done);
    }

    void put(String what) {
      done.add(what);
    }

    void shake() {
      done.add("shaken");
    }

    boolean holds(String... inOrder) {
      int found = 0;
      for (String what : done) {
        found += found < inOrder.length && what.equals(inOrder[found]) ? 1 : 0;
      }
      return found == inOrder.length;
    }

    @Override
    public void close() {
      done.add("closed");
    }
  }

  private final class FragileBox extends Box {
    @Override
    public void close() {
      if (holds("glass", "shaken")) {
        throw new IllegalStateException("broken glass");
      }
    }
  }

  private Explorer<Box> explorer() {
    return explorer(Box::new);
  }

  private Explorer<Box> explorer(Supplier<Box> box) {
    return Explorer.of("a box", box)
        .action("put", List.of("paper", "wood", "glass"), Box::put)
        .action("shake", Box::shake)
        .saveTo(folder);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aFailureIsShrunkToItsMinimumAndSaved(long seed) throws IOException {
    Explorer<Box> explorer =
        explorer()
            .invariant("no wood on paper", box -> assertThat(box.holds("paper", "wood")).isFalse())
            .seed(seed);

    assertThatThrownBy(explorer::explore)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("of seed " + seed + ", shrunk from ")
        .hasMessageContaining(
            "to 2 actions, breaks \"no wood on paper\":\n  put paper\n  put wood\n")
        .hasMessageContaining("again: -Dpatterns.test.explore.seed=" + seed)
        .hasRootCauseInstanceOf(AssertionError.class);
    assertThat(Files.readAllLines(folder.resolve("a_box.txt")))
        .filteredOn(line -> !line.startsWith("#"))
        .containsExactly("put paper", "put wood");
    assertThatThrownBy(() -> explorer.rerun(folder.resolve("a_box.txt")))
        .hasMessageContaining("breaks \"no wood on paper\"");
  }

  @Test
  void argumentsAreMadeSimpler() {
    Explorer<Box> explorer =
        explorer().invariant("at most two", box -> assertThat(box.done).hasSizeLessThan(3)).seed(7);

    assertThatThrownBy(explorer::explore)
        .hasMessageMatching("(?s).*\n(  (put paper|shake)\n){3}file.*");
  }

  @Test
  void whatClosingFindsIsAFindingOfItsOwn() {
    assertThatThrownBy(explorer(FragileBox::new).seed(1)::explore)
        .hasMessageContaining(
            "to 2 actions, breaks the closing of the world:\n  put glass\n  shake\n")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void anActionThatFailsIsAFinding() {
    Explorer<Box> explorer =
        Explorer.of("bad", Box::new)
            .action(
                "fail",
                box -> {
                  throw new UnsupportedOperationException("not yet");
                })
            .saveTo(folder);

    assertThatThrownBy(explorer::explore)
        .hasMessageContaining("breaks the action \"fail\"")
        .hasCauseInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theSameSeedMeansTheSameSequences() {
    Explorer<Box> box =
        Explorer.of("a box", Box::new).action("put", numbers(), Box::put).sequences(5);

    box.seed(3).explore();
    box.seed(3).explore();
    box.seed(4).explore();

    assertThat(performed).hasSize(15);
    assertThat(performed.subList(0, 5)).isEqualTo(performed.subList(5, 10));
    assertThat(performed.subList(0, 5)).isNotEqualTo(performed.subList(10, 15));
  }

  @Test
  void aConditionAtTheEndIsAskedOnce() {
    List<Integer> sizes = new ArrayList<>();
    Explorer.of("a box", Box::new)
        .action("put", numbers(), Box::put)
        .atEnd("counted", box -> sizes.add(box.done.size()))
        .sequences(8)
        .steps(4)
        .explore();

    assertThat(sizes).hasSize(8).allMatch(size -> size >= 1 && size <= 4);
  }

  @Test
  void aFileMustNameKnownActions() throws IOException {
    Path file = folder.resolve("old.txt");
    Files.writeString(file, "# comment\n\nput paper\nthrow paper\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> explorer().rerun(file))
        .withMessageContaining("old.txt:4: there is no action \"throw\"; there are [put, shake]");
    Files.writeString(file, "# nothing\n");
    assertThatIllegalArgumentException().isThrownBy(() -> explorer().rerun(file));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> explorer().rerun(folder.resolve("none.txt")));
    Files.writeString(file, "put paper\n");
    assertThatCode(() -> explorer().rerun(file)).doesNotThrowAnyException();
  }

  @Test
  void badSettingsAreRefused() {
    assertThatIllegalStateException().isThrownBy(Explorer.of("empty", Box::new)::explore);
    assertThatIllegalArgumentException().isThrownBy(() -> explorer().action("two words", b -> {}));
    assertThatIllegalArgumentException().isThrownBy(() -> explorer().action("put", b -> {}));
    assertThatIllegalArgumentException().isThrownBy(() -> explorer().sequences(0));
    assertThatIllegalArgumentException().isThrownBy(() -> explorer().steps(0));
  }

  private static List<String> numbers() {
    return IntStream.range(0, 1000).mapToObj(Integer::toString).toList();
  }
}
