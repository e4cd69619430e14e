// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

import static io.github.temporalpatterns.examples.bench.fanout.Shape.ITERATOR;
import static io.github.temporalpatterns.examples.bench.fanout.Shape.LOOP;
import static io.github.temporalpatterns.examples.bench.fanout.Shape.OURS;
import static io.github.temporalpatterns.examples.bench.fanout.Shape.TREE;
import static io.github.temporalpatterns.examples.bench.fanout.Shape.WINDOW;

import io.github.temporalpatterns.examples.bench.Figures;
import io.github.temporalpatterns.examples.bench.fanout.Bench.Measured;
import io.github.temporalpatterns.examples.bench.fanout.Bench.Setting;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.testing.fanout.SlotUse;
import io.temporal.client.WorkflowClient;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The fan-out beside the same job by hand and by the published shapes. Shapes take turns within a
 * round; a figure is the median of the rounds' ratios, because only what ran side by side can be
 * compared.
 */
public final class FanOutBench {
  private static final int ROUNDS = 3;

  private final Bench bench;
  private final PrintStream out;
  private final Figures figures;
  private long mostEvents;
  private long failedTasks;

  /** On a server, whose process is watched too if it is a dev server on this machine. */
  public FanOutBench(WorkflowClient client, PrintStream out) {
    String target = client.getWorkflowServiceStubs().getOptions().getTarget();
    Optional<ServerProcess> server =
        Optional.ofNullable(target)
            .flatMap(t -> ServerProcess.onPort(t.substring(t.lastIndexOf(':') + 1)));
    bench = new Bench(client, server);
    this.out = out;
    figures = new Figures(out);
  }

  /** Measures the named parts, or all if none is named. */
  public Map<String, @Nullable Object> run(List<String> parts) {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("small", this::small);
    all.put("large", this::large);
    all.put("million", this::million);
    all.put("item", this::item);
    all.put("child", this::child);
    all.put("varied", this::varied);
    all.put("failing", this::failing);
    all.put("tuned", this::tuned);
    all.put("slots", this::slots);
    all.put("database", this::database);
    all.forEach(
        (name, part) -> {
          if (parts.isEmpty() || parts.contains(name)) {
            out.println(name);
            part.run();
          }
        });
    figures.put("maxEventsPerRun", mostEvents);
    figures.put("failedWorkflowTasks", failedTasks);
    return figures.toMap();
  }

  private void small() {
    Job job = Job.chunks(10_000, 100, 200);
    Rounds rounds = rounds(2 * ROUNDS, Setting.USUAL, Map.of(LOOP, job, OURS, job));
    rounds.rate("smallVsRaw", OURS, LOOP);
  }

  private void large() {
    Rounds rounds = rounds(ROUNDS, Setting.USUAL, chunked(100_000));
    rounds.rate("largeVsRaw", OURS, LOOP, TREE);
    rounds.cpu("serverCpuVsRaw", OURS, LOOP, TREE);
    Census ours = rounds.last(OURS).census();
    figures.put("eventsPerChunk", (double) ours.events / ours.activities);
    figures.put("tasksPerChunk", (double) ours.tasks / ours.activities);
  }

  private void million() {
    try (HeapPeak heap = new HeapPeak()) {
      Rounds rounds = rounds(ROUNDS, Setting.USUAL, chunked(1_000_000));
      rounds.rate("millionVsRaw", OURS, LOOP, TREE);
      figures.put("heapPeakMb", heap.megabytes());
    }
  }

  /** The tree shares the same number of slots between twenty shards, deeper than one run can. */
  private static Map<Shape, Job> chunked(long items) {
    return Map.of(
        LOOP, Job.chunks(items, 100, 200),
        TREE, Job.chunks(items, 100, 1_000),
        OURS, Job.chunks(items, 100, 1_000));
  }

  private void item() {
    Job job = Job.items(10_000, 200);
    Rounds rounds = rounds(ROUNDS, Setting.USUAL, Map.of(LOOP, job, TREE, job, OURS, job));
    rounds.rate("itemVsRaw", OURS, LOOP, TREE);
  }

  private void child() {
    Job job = Job.children(1_000, 100);
    Rounds children =
        rounds(
            ROUNDS,
            Setting.USUAL,
            Map.of(ITERATOR, job, WINDOW, Job.children(1_000, 25), OURS, job));
    children.rate("childVsIterator", OURS, ITERATOR);
    children.rate("childVsWindow", OURS, WINDOW);
    Rounds chunks = rounds(ROUNDS, Setting.USUAL, Map.of(OURS, Job.chunks(1_000, 100, 100)));
    Rounds items = rounds(ROUNDS, Setting.USUAL, Map.of(OURS, Job.items(1_000, 200)));
    figures.put("chunkVsIterator", chunks.rate(OURS) / children.rate(ITERATOR));
    figures.put("itemVsIterator", items.rate(OURS) / children.rate(ITERATOR));
    figures.put("itemVsWindow", items.rate(OURS) / children.rate(WINDOW));
  }

  private void varied() {
    Job job = Job.children(1_000, 100);
    Rounds rounds = rounds(ROUNDS, Setting.VARIED, Map.of(ITERATOR, job, OURS, job));
    rounds.rate("childVsIteratorVaried", OURS, ITERATOR);
  }

  private void failing() {
    Job job = Job.items(2_000, 200);
    List<Double> ratios = new ArrayList<>();
    bench.measure(OURS, job, Setting.USUAL);
    for (int round = 0; round < ROUNDS; round++) {
      double clean = measure(OURS, job, Setting.USUAL).itemsPerSecond();
      ratios.add(measure(OURS, job, Setting.FAILING).itemsPerSecond() / clean);
    }
    figures.ratio("failingVsClean", ratios);
  }

  /** On a worker as the plan advises, against the loop on a worker as it comes. */
  private void tuned() {
    Job job = Job.items(2_000, 400);
    Setting advised = Setting.eager(plan(job.items(), job.window()));
    List<Double> ratios = new ArrayList<>();
    bench.measure(LOOP, job, Setting.USUAL);
    for (int round = 0; round < ROUNDS; round++) {
      double loop = measure(LOOP, job, Setting.USUAL).itemsPerSecond();
      ratios.add(measure(OURS, job, advised).itemsPerSecond() / loop);
    }
    figures.ratio("tunedVsDefaultRaw", ratios);
  }

  /** What the plan makes of its window, without what a server and a worker add. */
  private void slots() {
    FanOutReport.Plan plan = plan(200_000, 100);
    Random random = new Random(1);
    figures.put("slotUseExponential", SlotUse.of(plan, () -> -Math.log(1 - random.nextDouble())));
    figures.put("slotUseHeavy", SlotUse.of(plan, () -> Math.exp(1.25 * random.nextGaussian())));
  }

  /** For a call each. */
  private static FanOutReport.Plan plan(long items, int window) {
    return FanOutOptions.newBuilder(Hashing.OPTIONS)
        .setWindow(window)
        .setChunkSize(1)
        .build()
        .plan(items);
  }

  /** How much a job adds to a database file; needs a dev server that keeps one. */
  private void database() {
    Job job = Job.chunks(100_000, 100, 200);
    Supplier<Optional<Long>> size = () -> bench.server().flatMap(ServerProcess::databaseBytes);
    if (size.get().isEmpty()) {
      out.println("  no dev server with --db-filename on this machine");
      return;
    }
    long byHand = growth(LOOP, job, size);
    figures.put("databaseVsRaw", (double) growth(OURS, job, size) / byHand);
  }

  private long growth(Shape shape, Job job, Supplier<Optional<Long>> size) {
    long before = size.get().orElseThrow();
    measure(shape, job, Setting.USUAL);
    return size.get().orElseThrow() - before;
  }

  private Rounds rounds(int count, Setting setting, Map<Shape, Job> given) {
    Map<Shape, Job> jobs = new EnumMap<>(given);
    Rounds rounds = new Rounds();
    // The first round only warms up, with less; a million items need no warmer code than that.
    for (int round = 0; round <= count; round++) {
      List<Shape> order = new ArrayList<>(jobs.keySet());
      // Whoever comes later finds warmer code, so each comes first in turn.
      Collections.rotate(order, round);
      for (Shape shape : order) {
        Job job = Objects.requireNonNull(jobs.get(shape));
        if (round == 0) {
          bench.measure(shape, job.first(10_000), setting);
        } else {
          rounds.add(shape, measure(shape, job, setting));
        }
      }
    }
    return rounds;
  }

  private Measured measure(Shape shape, Job job, Setting setting) {
    Measured measured = bench.measure(shape, job, setting);
    out.printf(
        "  %-8s %9.0f items/s  server %5d ms  %s%n",
        shape, measured.itemsPerSecond(), measured.serverCpu().toMillis(), measured.census());
    if (shape == OURS) {
      mostEvents = Math.max(mostEvents, measured.census().mostEvents);
      failedTasks += measured.census().failedTasks;
    }
    return measured;
  }

  /** The measurements of some rounds. */
  private final class Rounds {
    private final Map<Shape, List<Measured>> all = new EnumMap<>(Shape.class);

    void add(Shape shape, Measured measured) {
      all.computeIfAbsent(shape, none -> new ArrayList<>()).add(measured);
    }

    Measured last(Shape shape) {
      List<Measured> those = of(shape);
      return those.get(those.size() - 1);
    }

    /** Items a second, the median. */
    double rate(Shape shape) {
      return Figures.median(of(shape).stream().map(Measured::itemsPerSecond).toList());
    }

    /** How many times as fast as the best of some others. */
    void rate(String name, Shape shape, Shape... others) {
      ratio(name, shape, Measured::itemsPerSecond, others, Math::max);
    }

    /** How many times the server's processor time of the most frugal of some others. */
    void cpu(String name, Shape shape, Shape... others) {
      ratio(name, shape, measured -> measured.serverCpu().toNanos(), others, Math::min);
    }

    private void ratio(
        String name,
        Shape shape,
        ToDoubleFunction<Measured> figure,
        Shape[] others,
        DoubleBinaryOperator best) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < of(shape).size(); i++) {
        double reference = figure.applyAsDouble(of(others[0]).get(i));
        for (Shape other : others) {
          reference = best.applyAsDouble(reference, figure.applyAsDouble(of(other).get(i)));
        }
        ratios.add(figure.applyAsDouble(of(shape).get(i)) / reference);
      }
      figures.ratio(name, ratios);
    }

    private List<Measured> of(Shape shape) {
      return all.getOrDefault(shape, List.of());
    }
  }
}
