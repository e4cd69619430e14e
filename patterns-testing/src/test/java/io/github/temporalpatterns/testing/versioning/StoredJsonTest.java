// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.temporalpatterns.testing.SaltedCodec;
import io.github.temporalpatterns.versioning.Upcasters;
import io.temporal.common.converter.DataConverter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class StoredJsonTest {
  private static final Upcasters<Cart> CARTS =
      Upcasters.<Cart>newBuilder(2)
          .from(1, cart -> new Cart(2, null, cart.total() + " EUR"))
          .build();

  @TempDir private Path folder;

  /** A record that knows what its first release wrote. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Cart(int schema, @Nullable String total, @Nullable String price) {}

  /** One that does not read what a later release adds. */
  record Strict(int schema, @Nullable String total, @Nullable String price) {}

  @Test
  void readsWhatEveryReleaseWrote() throws Throwable {
    StoredJson.record(folder, "1", new Cart(1, "7", null));
    StoredJson.record(folder, "2", new Cart(2, null, "7 EUR"));
    List<DynamicTest> tests =
        StoredJson.tests(
                folder,
                Cart.class,
                cart -> assertThat(CARTS.read(cart, cart.schema()).price()).isEqualTo("7 EUR"))
            .toList();
    assertThat(tests).extracting(DynamicTest::getDisplayName).containsExactly("1.json", "2.json");
    for (DynamicTest test : tests) {
      test.getExecutable().execute();
    }
  }

  @Test
  void readsAndWritesByTheWorkersConverter() throws Throwable {
    DataConverter salted = SaltedCodec.converter();
    Path file = StoredJson.record(folder, "1", new Cart(1, "7", null), salted);
    assertThat(file).content().contains("\"total\":\"7\"");
    DynamicTest test =
        StoredJson.tests(
                folder, Cart.class, salted, cart -> assertThat(cart.total()).isEqualTo("7"))
            .findFirst()
            .orElseThrow();
    test.getExecutable().execute();
    assertThatThrownBy(() -> StoredJson.record(folder, "bytes", new byte[] {1}, salted))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void seesARecordThatRefusesWhatALaterReleaseAdds() {
    StoredJson.record(folder, "1", new Strict(1, "7", null));
    DynamicTest test =
        StoredJson.tests(folder, Strict.class, strict -> {}).findFirst().orElseThrow();
    assertThatThrownBy(() -> test.getExecutable().execute())
        .hasStackTraceContaining("addedByALaterRelease");
  }

  @Test
  void keepsWhatAReleaseHasWritten() {
    StoredJson.record(folder, "1", new Cart(1, "7", null));
    StoredJson.record(folder, "1", new Cart(1, "7", null));
    assertThatThrownBy(() -> StoredJson.record(folder, "1", new Cart(1, "8", null)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("1.json has another content; choose another name");
    assertThatThrownBy(() -> StoredJson.tests(folder.resolve("none"), Cart.class, cart -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
