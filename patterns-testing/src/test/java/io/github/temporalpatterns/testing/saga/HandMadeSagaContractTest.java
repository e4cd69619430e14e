// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import java.util.EnumSet;
import java.util.Set;

/** A saga that is not the library's can keep the contract as well, as far as it goes. */
final class HandMadeSagaContractTest extends SagaContract {
  static final Set<SagaFeature> FEATURES =
      EnumSet.of(
          SagaFeature.REGISTER_BEFORE,
          SagaFeature.CONTINUE,
          SagaFeature.WAIT_FOR_STEP,
          SagaFeature.ASYNC,
          SagaFeature.COMPENSATE_TWICE,
          SagaFeature.CONTINUE_AS_NEW,
          SagaFeature.BUG_POLICY);

  @Override
  protected ScriptedSaga newSaga() {
    return new HandMadeSaga(Flaw.NONE);
  }

  @Override
  protected boolean supports(SagaFeature feature) {
    return FEATURES.contains(feature);
  }
}
