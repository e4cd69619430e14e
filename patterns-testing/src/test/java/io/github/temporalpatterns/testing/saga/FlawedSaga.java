// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

/** The contract of a saga that breaks it. Not run by itself: {@link SagaContractTest} does. */
final class FlawedSaga extends SagaContract {
  /** Handed over in a static field, because the launcher makes the instance. */
  static volatile Flaw flaw = Flaw.NONE;

  @Override
  protected ScriptedSaga newSaga() {
    return new HandMadeSaga(flaw);
  }

  @Override
  protected boolean supports(SagaFeature feature) {
    return HandMadeSagaContractTest.FEATURES.contains(feature);
  }
}
