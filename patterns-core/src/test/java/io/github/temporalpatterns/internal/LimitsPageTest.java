// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LimitsPageTest {

  @Test
  void namesEveryLimitWithItsValue() throws IOException, IllegalAccessException {
    String page = Files.readString(Path.of("..", "docs", "limits.md"));

    for (Field limit : Limits.class.getFields()) {
      assertThat(page).contains("`%s` = %,d".formatted(limit.getName(), limit.getInt(null)));
    }
  }
}
