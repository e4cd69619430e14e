// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.SqlSchema;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;

/**
 * How an {@link EffectLedger} works. Immutable.
 *
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
public final class LedgerOptions {
  private final Duration horizon;
  private final Duration leaseMargin;
  private final Duration defaultLease;
  private final int resultLimit;
  private final String tablePrefix;
  private final DataConverter dataConverter;

  private LedgerOptions(Builder builder) {
    horizon = builder.horizon;
    leaseMargin = builder.leaseMargin;
    defaultLease = builder.defaultLease;
    resultLimit = builder.resultLimit;
    tablePrefix = builder.tablePrefix;
    dataConverter = builder.dataConverter;
  }

  /** {@return a builder with the defaults} */
  public static Builder newBuilder() {
    return new Builder();
  }

  /** {@return a builder with these values} */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.horizon = horizon;
    builder.leaseMargin = leaseMargin;
    builder.defaultLease = defaultLease;
    builder.resultLimit = resultLimit;
    builder.tablePrefix = tablePrefix;
    builder.dataConverter = dataConverter;
    return builder;
  }

  /** {@return how long keys are remembered} */
  public Duration getHorizon() {
    return horizon;
  }

  /** {@return how much longer than an attempt its lease is} */
  public Duration getLeaseMargin() {
    return leaseMargin;
  }

  /** {@return the lease of an attempt whose time is not bounded} */
  public Duration getDefaultLease() {
    return defaultLease;
  }

  /** {@return the largest result that is kept, in bytes} */
  public int getResultLimit() {
    return resultLimit;
  }

  /** {@return what comes before the names of the tables} */
  public String getTablePrefix() {
    return tablePrefix;
  }

  /** {@return what results go through outside of activities} */
  public DataConverter getDataConverter() {
    return dataConverter;
  }

  /** Builds {@link LedgerOptions}. */
  public static final class Builder {
    private Duration horizon = Duration.ofDays(60);
    private Duration leaseMargin = Duration.ofSeconds(5);
    private Duration defaultLease = Duration.ofMinutes(5);
    private int resultLimit = 64 << 10;
    private String tablePrefix = "";
    private DataConverter dataConverter = DefaultDataConverter.newDefaultInstance();

    private Builder() {}

    /**
     * Sets how long keys are remembered from their first use on. After that they are refused.
     * Choose it longer than activities may be retried, and than runs may be reset, which is the
     * namespace's retention.
     *
     * @param horizon positive; default 60 days
     * @return this builder
     */
    public Builder setHorizon(Duration horizon) {
      this.horizon = horizon;
      return this;
    }

    /**
     * Sets how much longer than an attempt its lease is, for an attempt that ends late: a worker
     * that stands still goes on after the server has given it up.
     *
     * @param margin at least 0; default 5 seconds
     * @return this builder
     */
    public Builder setLeaseMargin(Duration margin) {
      leaseMargin = margin;
      return this;
    }

    /**
     * Sets the lease of an attempt that has neither a heartbeat timeout nor a start-to-close nor a
     * schedule-to-close timeout, and of effects outside of activities.
     *
     * @param lease positive; default 5 minutes
     * @return this builder
     */
    public Builder setDefaultLease(Duration lease) {
      defaultLease = lease;
      return this;
    }

    /**
     * Sets the largest result that is kept. An effect in a transaction with a larger one is refused
     * and rolled back; another one has happened, and its duplicates are refused.
     *
     * @param bytes after the data converter, 1 to 1,900,000; default 65,536
     * @return this builder
     */
    public Builder setResultLimit(int bytes) {
      resultLimit = bytes;
      return this;
    }

    /**
     * Sets what comes before the names of the tables.
     *
     * @param prefix {@code jobs.} for a schema, {@code acme_} for a prefix, {@code jobs.acme_} for
     *     both: letters, digits and underscores; default none
     * @return this builder
     */
    public Builder setTablePrefix(String prefix) {
      tablePrefix = prefix;
      return this;
    }

    /**
     * Sets what results go through outside of activities, and what an operator gives. Within
     * activities it is always the converter of their worker's client; give the same.
     *
     * @param converter default: the SDK's
     * @return this builder
     */
    public Builder setDataConverter(DataConverter converter) {
      dataConverter = converter;
      return this;
    }

    /**
     * Builds the options.
     *
     * @return the options
     * @throws IllegalArgumentException naming option, rule and value
     */
    public LedgerOptions build() {
      Checks.positive("horizon", horizon);
      Checks.notNull("leaseMargin", leaseMargin);
      Checks.atLeast("leaseMargin", leaseMargin.toMillis(), 0);
      Checks.positive("defaultLease", defaultLease);
      Checks.inRange("resultLimit", resultLimit, 1, 1_900_000);
      Checks.notNull("dataConverter", dataConverter);
      SqlSchema.requirePrefix("tablePrefix", tablePrefix);
      return new LedgerOptions(this);
    }
  }
}
