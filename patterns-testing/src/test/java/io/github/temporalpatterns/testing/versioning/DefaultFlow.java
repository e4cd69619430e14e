// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import com.google.protobuf.ByteString;
import io.github.temporalpatterns.testing.versioning.ScriptedVersions.Build;
import io.github.temporalpatterns.testing.versioning.ScriptedVersions.Declared;
import io.github.temporalpatterns.versioning.ChangeLedger;
import io.github.temporalpatterns.versioning.VersionedFlow;
import io.github.temporalpatterns.versioning.VersionedFlow.Branches;
import io.github.temporalpatterns.versioning.VersionedFlow.Fork;
import io.github.temporalpatterns.versioning.VersionedState;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The library's flow under the contract. */
final class DefaultFlow implements FlowUnderTest {
  private static final JacksonJsonPayloadConverter JSON = new JacksonJsonPayloadConverter();

  private final VersionedFlow flow;

  DefaultFlow(Build build, @Nullable String carried) {
    flow = VersionedFlow.restore(ledger(build), carried == null ? null : read(carried));
  }

  private static ChangeLedger ledger(Build build) {
    ChangeLedger.Builder ledger = ChangeLedger.newBuilder();
    for (Declared change : build.changes()) {
      ledger
          .change(change.id(), "of the contract")
          .scope(ChangeLedger.Scope.valueOf(change.scope().name()))
          .oldest(change.oldest());
      for (int version = 1; version <= change.newest(); version++) {
        ledger.version(version, "2026-01-01", "of the contract");
      }
    }
    return ledger.build();
  }

  @Override
  public int version(String change, @Nullable String key) {
    Fork fork = flow.on(change);
    return key == null ? fork.version() : fork.each(key).version();
  }

  @Override
  public int branch(String change, List<Integer> branches) {
    Fork fork = flow.on(change);
    int first = branches.get(0);
    Branches<String, Integer> named =
        first < 0 ? fork.before(none -> first) : fork.since(first, none -> first);
    for (int since : branches.subList(1, branches.size())) {
      named = named.since(since, none -> since);
    }
    return named.run("");
  }

  @Override
  public String carried() {
    return JSON.toData(flow.state()).orElseThrow().getData().toStringUtf8();
  }

  private static VersionedState read(String json) {
    Payload payload =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8(JSON.getEncodingType()))
            .setData(ByteString.copyFromUtf8(json))
            .build();
    return JSON.fromData(payload, VersionedState.class, VersionedState.class);
  }
}
