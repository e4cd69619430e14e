// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import io.temporal.activity.Activity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** As one writes it first: each attempt charges and books. */
public class RawPayments implements Payments {
  private final Provider.Client provider;
  private final DataSource database;

  /** Charges there, and books there. */
  public RawPayments(Provider.Client provider, DataSource database) {
    this.provider = provider;
    this.database = database;
  }

  @Override
  public String charge(Payment payment) {
    return provider.charge(UUID.randomUUID().toString(), payment);
  }

  @Override
  public void book(Payment payment, String receipt) {
    try (Connection connection = database.getConnection()) {
      insert(connection, payment, receipt);
    } catch (SQLException e) {
      throw Activity.wrap(e);
    }
  }

  @Override
  public void letter(Payment payment) {
    provider.letter(payment);
  }

  static String insert(Connection connection, Payment payment, String receipt) throws SQLException {
    String sql = "INSERT INTO booking (payment, receipt) VALUES (?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, payment.id());
      insert.setString(2, receipt);
      insert.executeUpdate();
      return receipt;
    }
  }
}
