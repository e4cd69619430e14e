// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.parallel;

import io.temporal.activity.ActivityInterface;

/** The shops' own services. */
@ActivityInterface
public interface Shops {

  /** Asks a shop what it takes for an article, in cents. */
  long price(String shop, String article);
}
