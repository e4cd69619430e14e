// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one process. Each call that changes or asks something is a moment at which the
 * process may die, before or after it; its transactions are rolled back then.
 */
final class MortalDatabase {
  /** The method that takes a connection. */
  static final String CONNECT = "getConnection";

  private static final Set<String> MOMENTS =
      Set.of("executeUpdate", "executeQuery", "execute", "commit");

  private final DataSource database;
  private final List<Connection> open = new ArrayList<>();
  private int moments;
  private int deadly;
  private boolean dead;
  private int lostCommits;
  private int failedCommits;
  private Consumer<String> beforeCalls = call -> {};

  /** Lives on, unless it is told when to die. */
  MortalDatabase(DataSource database) {
    this.database = database;
  }

  /** Dies at a moment, the first of which is 1; 0 for never. */
  MortalDatabase dyingAt(int moment) {
    deadly = moment;
    return this;
  }

  /** Runs something before each moment, and before a connection is taken; told the method. */
  MortalDatabase beforeCalls(Consumer<String> action) {
    beforeCalls = action;
    return this;
  }

  /** The next commit happens, and its answer is lost. */
  void loseCommit() {
    lostCommits++;
  }

  /** The next commit does not happen, because its connection is cut. */
  void failCommit() {
    failedCommits++;
  }

  boolean isDead() {
    return dead;
  }

  /** A moment at which the process may die. */
  void moment() {
    if (dead || ++moments == deadly) {
      die();
      throw new Killed();
    }
  }

  private void die() {
    dead = true;
    for (Connection connection : open) {
      try (connection) {
        connection.rollback();
      } catch (SQLException e) {
        // It was closed, or was in no transaction.
      }
    }
    open.clear();
  }

  DataSource source() {
    return proxy(DataSource.class, database);
  }

  private <T> T proxy(Class<T> type, Object target) {
    InvocationHandler handler = (self, method, arguments) -> call(target, method, arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (dead) {
      throw new Killed();
    }
    boolean isMoment = MOMENTS.contains(method.getName());
    if (isMoment) {
      moment();
    }
    if (isMoment || method.getName().equals(CONNECT)) {
      beforeCalls.accept(method.getName());
    }
    boolean isCommit = method.getName().equals("commit");
    if (isCommit && failedCommits > 0) {
      failedCommits--;
      ((Connection) target).rollback();
      throw new SQLException("the connection was cut before the commit", "08006");
    }
    Object result = invoke(target, method, arguments);
    if (isCommit && lostCommits > 0) {
      lostCommits--;
      throw new SQLException("the connection was cut after the commit", "08006");
    }
    if (isMoment) {
      moment();
    }
    return result;
  }

  private @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      Object result = method.invoke(target, arguments);
      if (result instanceof Connection connection) {
        open.add(connection);
        return proxy(Connection.class, connection);
      }
      return result instanceof Statement
          ? proxy(method.getReturnType().asSubclass(Statement.class), result)
          : result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
