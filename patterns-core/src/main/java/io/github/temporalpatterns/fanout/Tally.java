// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run did and what it left, as data. */
@Wire
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Tally(
    long succeeded,
    long failed,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<FanOutReport.Failure> failures,
    @Nullable Encoded value,
    @Nullable String breach,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Segment> rest) {}
