// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.fanout.ChunkedFanOut;
import org.junit.jupiter.api.Tag;

/** The library's fan-out keeps the whole contract. */
@Tag("real-server")
final class DefaultFanOutContractTest extends FanOutContract {

  @Override
  protected Class<DefaultFanOutSubject> fanOut() {
    return DefaultFanOutSubject.class;
  }

  @Override
  protected Class<?>[] workflows() {
    return ChunkedFanOut.workflows();
  }
}
