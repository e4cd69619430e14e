// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.pause;

import io.github.temporalpatterns.examples.pause.ReindexWorkflow.Indexed;
import io.github.temporalpatterns.examples.pause.ReindexWorkflow.Tree;
import io.temporal.activity.Activity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The index in a database; a step that is repeated leaves it as it was. */
final class SqlFileIndex implements FileIndex {
  private final Jdbi database;

  SqlFileIndex(Jdbi database) {
    this.database = database;
  }

  @Override
  public long count(String root) {
    return files(Path.of(root), Stream::count);
  }

  @Override
  public Indexed next(Tree tree, Indexed before) {
    Path root = Path.of(tree.root());
    String last = before.last() == null ? "" : before.last();
    List<String> batch =
        files(
            root,
            names ->
                names
                    .filter(name -> name.compareTo(last) > 0)
                    .sorted()
                    .limit(tree.batch())
                    .toList());
    long bytes =
        database.inTransaction(
            sql -> batch.stream().mapToLong(name -> index(sql, root, name)).sum());
    return new Indexed(
        batch.isEmpty() ? before.last() : batch.get(batch.size() - 1),
        before.files() + batch.size(),
        before.bytes() + bytes,
        before.total(),
        batch.size() < tree.batch());
  }

  private static long index(Handle sql, Path root, String name) {
    try {
      long bytes = Files.size(root.resolve(name));
      sql.execute("INSERT OR REPLACE INTO file (path, bytes) VALUES (?, ?)", name, bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T files(Path root, Function<Stream<String>, T> use) {
    try (Stream<Path> all = Files.walk(root)) {
      return use.apply(
          all.peek(file -> Activity.getExecutionContext().heartbeat(null))
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString().replace('\\', '/')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
