// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.temporalpatterns.internal.Limits;
import io.temporal.common.converter.GlobalDataConverter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one child gets of what waits. */
final class SegmentTest {
  private final Limits.Meter meter = new Limits.Meter(GlobalDataConverter.get());

  @Test
  void isCutWithoutLoss() {
    Segment all = Segment.of(5, 10, List.of("a", "b", "c", "d", "e"));
    assertThat(all.head(2)).isEqualTo(Segment.of(5, 7, List.of("a", "b")));
    assertThat(all.tail(2)).isEqualTo(Segment.of(7, 10, List.of("c", "d", "e")));
    assertThat(all.head(Long.MAX_VALUE)).isEqualTo(all);
    assertThat(all.tail(Long.MAX_VALUE)).isNull();
  }

  @Test
  void aChildGetsSoManyItemsFromAsManySegmentsAsItTakes() {
    SegmentQueue queue = new SegmentQueue(4, meter);
    queue.add(Segment.of(0, 3, null));
    queue.add(Segment.of(7, 9, null));
    queue.add(Segment.pages(20, "cursor", Trail.START));
    assertThat(queue.take()).containsExactly(Segment.of(0, 3, null), Segment.of(7, 8, null));
    assertThat(queue.take()).containsExactly(Segment.of(8, 9, null));
    assertThat(queue.take()).containsExactly(Segment.pages(20, "cursor", Trail.START));
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void aCoordinatorGetsAll() {
    SegmentQueue queue = new SegmentQueue(Long.MAX_VALUE, meter);
    queue.add(Segment.of(3, 9, null));
    queue.add(Segment.of(12, 14, null));
    assertThat(queue.take()).containsExactly(Segment.of(3, 9, null), Segment.of(12, 14, null));
    assertThat(queue.rest()).isEmpty();
  }

  @Test
  void whatIsTooLargeForAPayloadIsHalved() {
    SegmentQueue queue = new SegmentQueue(10, meter);
    String large = "x".repeat(700_000);
    queue.add(Segment.of(0, 4, List.of(large, large, large, large)));
    assertThat(queue.take()).singleElement().extracting(Segment::to).isEqualTo(2L);
    assertThat(queue.take()).singleElement().extracting(Segment::to).isEqualTo(4L);
  }

  @Test
  void carriesItemsAsTheyAre() throws JsonProcessingException {
    List<Object> items =
        List.of(
            new BigDecimal("0.10"),
            new BigDecimal("12345678901234567890.123456789"),
            Long.MAX_VALUE,
            "0.10",
            Map.of("price", new BigDecimal("1.50")),
            List.of(true, new BigDecimal("2.00")));
    ObjectMapper json = new ObjectMapper();
    String sent = json.writeValueAsString(Segment.of(0, 6, items));
    Segment arrived = json.readValue(sent, Segment.class);
    assertThat(arrived.items()).isEqualTo(items);
    assertThat(json.writeValueAsString(arrived)).isEqualTo(sent);
  }

  @Test
  void carriesNoItem() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    Segment segment = Segment.of(0, 2, Arrays.asList(null, "a"));
    assertThat(json.readValue(json.writeValueAsString(segment), Segment.class)).isEqualTo(segment);
  }
}
