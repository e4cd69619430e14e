// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The set of done positions against a plain bit set. */
final class DoneSetTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void holdsWhatABitSetHolds(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      DoneSet set = new DoneSet();
      BitSet oracle = new BitSet();
      for (long[] unit : shuffledUnits(random)) {
        set.add(unit[0], unit[1]);
        oracle.set((int) unit[0], (int) unit[1] + 1);
        assertSame(set, oracle);
        assertSame(new DoneSet(set.mark(), set.above()), oracle);
      }
      assertThat(set.above()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bearsOverlaps(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      DoneSet set = new DoneSet();
      BitSet oracle = new BitSet();
      for (int i = 0; i < 12; i++) {
        int first = random.nextInt(40);
        int last = first + random.nextInt(8);
        set.add(first, last);
        oracle.set(first, last + 1);
        assertSame(set, oracle);
      }
    }
  }

  private static void assertSame(DoneSet set, BitSet oracle) {
    assertThat(set.mark()).isEqualTo(oracle.nextClearBit(0));
    for (int i = 0; i <= oracle.length() + 1; i++) {
      assertThat(set.contains(i)).as("position %d", i).isEqualTo(oracle.get(i));
    }
    List<Long> above = new ArrayList<>();
    int next = oracle.nextClearBit(0);
    while (oracle.nextSetBit(next) >= 0) {
      int first = oracle.nextSetBit(next);
      above.add((long) first - next);
      next = oracle.nextClearBit(first);
      above.add((long) next - first);
    }
    assertThat(set.above()).isEqualTo(above);
  }

  /** Neighbours that cover everything from 0 on, in any order. */
  private static List<long[]> shuffledUnits(Random random) {
    List<long[]> units = new ArrayList<>();
    long next = 0;
    for (int i = 0; i < 15; i++) {
      long last = next + random.nextInt(4);
      units.add(new long[] {next, last});
      next = last + 1;
    }
    Collections.shuffle(units, random);
    return units;
  }
}
