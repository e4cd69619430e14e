// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A change of the public API is seen in a review, because it changes a file under {@code api}. */
final class ApiListingTest {

  @Test
  void theListingOfCoreIsTrue() throws IOException, URISyntaxException {
    compare("patterns-core.txt", FailureTypes.class);
  }

  @Test
  void theListingOfTestingIsTrue() throws IOException, URISyntaxException {
    compare("patterns-testing.txt", PatternEnv.class);
  }

  private static void compare(String name, Class<?> member) throws IOException, URISyntaxException {
    Path listing = Path.of("..", "api", name);
    String now = ApiListing.of(member);
    if (Boolean.getBoolean("patterns.test.writeApi")) {
      Files.writeString(listing, now);
    }

    assertThat(now)
        .as("the public API; if the change is meant, write it with -Dpatterns.test.writeApi=true")
        .isEqualToNormalizingNewlines(Files.readString(listing));
  }
}
