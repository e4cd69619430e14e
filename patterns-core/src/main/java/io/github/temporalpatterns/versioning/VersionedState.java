// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import java.util.Map;

/**
 * What a flow has decided for a chain of runs, as data that continue-as-new carries.
 *
 * <p>Written and read by the library; a workflow only passes it on. Unknown properties are ignored,
 * so that workers of neighbouring versions can share a run.
 *
 * @param schema version of this record's meaning, now {@value #SCHEMA}
 * @param versions the versions of the changes of scope {@link ChangeLedger.Scope#CHAIN}, by id
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
public record VersionedState(
    int schema, @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Integer> versions) {

  /** The schema that this version writes: {@value}. */
  public static final int SCHEMA = 1;
}
