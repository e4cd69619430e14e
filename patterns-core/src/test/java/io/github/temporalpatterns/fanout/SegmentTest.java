// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.Limits;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one child gets of what waits. */
final class SegmentTest {
  private static final RunConverter CONVERTER =
      RunConverter.of(DefaultDataConverter.STANDARD_INSTANCE);

  private final Limits.Meter meter = new Limits.Meter(CONVERTER);

  @Test
  void isCutWithoutLoss() {
    Segment all = Segment.of(5, 10, items("a", "b", "c", "d", "e"));
    assertThat(all.head(2)).isEqualTo(Segment.of(5, 7, items("a", "b")));
    assertThat(all.tail(2)).isEqualTo(Segment.of(7, 10, items("c", "d", "e")));
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
    queue.add(Segment.of(0, 4, items(large, large, large, large)));
    assertThat(queue.take()).singleElement().extracting(Segment::to).isEqualTo(2L);
    assertThat(queue.take()).singleElement().extracting(Segment::to).isEqualTo(4L);
  }

  @Test
  void carriesItemsAsTheyAre() throws JsonProcessingException {
    List<Encoded> items =
        items(
            new BigDecimal("0.10"),
            new BigDecimal("12345678901234567890.123456789"),
            new BigDecimal("1E+400"),
            Long.MAX_VALUE,
            "0.10",
            Map.of("price", new BigDecimal("1.50")),
            List.of(true, new BigDecimal("2.00")),
            Optional.empty());
    ObjectMapper json = new ObjectMapper();
    String sent = json.writeValueAsString(Segment.of(0, 8, items));

    assertThat(sent)
        .contains("[0.10,12345678901234567890.123456789,1E+400,")
        .contains("{\"price\":1.50}");
    assertThat(json.readValue(sent, Segment.class)).isEqualTo(Segment.of(0, 8, items));
  }

  @Test
  void carriesWhatIsNoJson() throws JsonProcessingException {
    List<@Nullable Object> all = Arrays.asList(null, "a", new byte[] {1, -1});
    Segment segment = Segment.of(0, 3, Items.encode(CONVERTER, all, false));
    ObjectMapper json = new ObjectMapper();

    Segment arrived = json.readValue(json.writeValueAsString(segment), Segment.class);

    assertThat(arrived).isEqualTo(segment);
    assertThat(Objects.requireNonNull(arrived.items())).isEqualTo(segment.items());
  }

  private static List<Encoded> items(Object... items) {
    return Items.encode(CONVERTER, List.of(items), true);
  }
}
