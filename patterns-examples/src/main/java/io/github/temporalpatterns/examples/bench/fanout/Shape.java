// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

/** A way to work off a job, as the workflow that does it. */
enum Shape {
  /** The library. */
  OURS("Ours"),
  /** By hand in one run. */
  LOOP("Loop"),
  /** By hand in shards. */
  TREE("Tree"),
  /** The published iterator. */
  ITERATOR("Iterator"),
  /** The published sliding window. */
  WINDOW("Partitions");

  final String type;

  Shape(String name) {
    type = "bench.fanout." + name;
  }

  Object[] arguments(Job job) {
    return switch (this) {
      case OURS, TREE, WINDOW -> new Object[] {job};
      case LOOP -> new Object[] {job, 0, job.items()};
      case ITERATOR -> new Object[] {job, 0};
    };
  }
}
