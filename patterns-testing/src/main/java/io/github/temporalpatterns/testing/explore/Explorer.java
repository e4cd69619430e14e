// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Performs random sequences of actions on a workflow and on a model of it, checks after each that
 * the two agree, and shrinks a sequence that breaks them to its shortest form.
 *
 * <p>The user writes the world: a class with an environment, a started run, a plain model, and one
 * method for each action, which does the same to both. One world lives for one sequence; what its
 * {@code close} throws, for example because a run does not replay, is a finding, too.
 *
 * <pre>{@code
 * Explorer.of("votes", Votes::new)
 *     .action("vote", List.of("ann", "bob"), Votes::vote)
 *     .action("wait", List.of("PT1M", "P1D"), Votes::advance)
 *     .action("cancel", Votes::cancel)
 *     .invariant("each voter counts once", Votes::agreesWithModel)
 *     .explore();
 * }</pre>
 *
 * <p>A failure names the seed, the shortest sequence and the file that holds it. The system
 * property {@code patterns.test.explore.seed} repeats the same sequences. {@link #rerun} performs
 * the sequence of a file, which may be kept as a regression test.
 *
 * <p>Sequences are the explorer's choice and so repeatable; the order in which a server and its
 * workers do what runs at the same time is not.
 *
 * @param <W> the world
 */
public final class Explorer<W extends AutoCloseable> {
  private static final String SEED = "patterns.test.explore.seed";

  private final String name;
  private final World<W> world;
  private final Map<String, List<String>> actions = new LinkedHashMap<>();
  private int sequences = 25;
  private int steps = 15;
  private Optional<Long> seed = Optional.ofNullable(Long.getLong(SEED));
  private Path folder = Path.of("target", "patterns-testing", "explore");

  private Explorer(String name, Supplier<W> world) {
    this.name = name;
    this.world = new World<>(world);
  }

  /**
   * Prepares an exploration.
   *
   * @param name names the file of a finding
   * @param world makes a fresh world; called once a sequence
   * @param <W> the world
   * @return an explorer without actions
   */
  public static <W extends AutoCloseable> Explorer<W> of(String name, Supplier<W> world) {
    return new Explorer<>(name, world);
  }

  /**
   * Adds an action. If it makes no sense at some time, such as a second cancellation, it should
   * just return.
   *
   * @param action its name, one word
   * @param body performs it
   * @return this explorer
   */
  public Explorer<W> action(String action, Consumer<W> body) {
    return action(action, List.of(""), (w, none) -> body.accept(w));
  }

  /**
   * Adds an action with an argument.
   *
   * @param action its name, one word
   * @param arguments the values to choose from, the simplest first
   * @param body performs it
   * @return this explorer
   * @throws IllegalArgumentException if the name is no word or taken, or there is no argument
   */
  public Explorer<W> action(String action, List<String> arguments, BiConsumer<W, String> body) {
    if (!action.matches("[^\\s#]\\S*") || arguments.isEmpty() || actions.containsKey(action)) {
      throw new IllegalArgumentException(
          "action \"" + action + "\" must be one word, new, and have arguments to choose from");
    }
    actions.put(action, List.copyOf(arguments));
    world.action(action, body);
    return this;
  }

  /**
   * Adds a condition that must hold after each action.
   *
   * @param what the condition in words
   * @param check throws if it does not hold
   * @return this explorer
   */
  public Explorer<W> invariant(String what, Consumer<W> check) {
    world.invariant(what, check);
    return this;
  }

  /**
   * Adds a condition that must hold when a sequence is over; it may first bring the run to its end.
   *
   * @param what the condition in words
   * @param check throws if it does not hold
   * @return this explorer
   */
  public Explorer<W> atEnd(String what, Consumer<W> check) {
    world.atEnd(what, check);
    return this;
  }

  /**
   * Sets how many sequences to try.
   *
   * @param sequences at least 1; 25 by default
   * @return this explorer
   */
  public Explorer<W> sequences(int sequences) {
    this.sequences = positive("sequences", sequences);
    return this;
  }

  /**
   * Sets how many actions a sequence has at most.
   *
   * @param steps at least 1; 15 by default
   * @return this explorer
   */
  public Explorer<W> steps(int steps) {
    this.steps = positive("steps", steps);
    return this;
  }

  /**
   * Fixes the seed, for a test that tries the same sequences each time.
   *
   * @param seed any number; by default the system property {@code patterns.test.explore.seed}, or
   *     another one each time
   * @return this explorer
   */
  public Explorer<W> seed(long seed) {
    this.seed = Optional.of(seed);
    return this;
  }

  /**
   * Sets where the file of a finding goes.
   *
   * @param folder made if needed; {@code target/patterns-testing/explore} by default
   * @return this explorer
   */
  public Explorer<W> saveTo(Path folder) {
    this.folder = folder;
    return this;
  }

  /**
   * Tries random sequences until one fails or all are done.
   *
   * @throws AssertionError if one fails; the message has the seed, the shortest failing sequence
   *     and its file, the cause is what broke
   * @throws IllegalStateException if there are no actions
   */
  public void explore() {
    if (actions.isEmpty()) {
      throw new IllegalStateException("add an action to explore");
    }
    long chosen = seed.orElseGet(() -> ThreadLocalRandom.current().nextInt(1_000_000) + 1L);
    SplittableRandom random = new SplittableRandom(chosen);
    for (int i = 1; i <= sequences; i++) {
      List<Step> sequence = draw(random);
      Optional<Finding> found = world.perform(sequence);
      if (found.isPresent()) {
        Finding shortest = new Shrinker(actions, world::perform).shrink(found.get());
        throw failure(
            "sequence %d of seed %d, shrunk from %d to %d actions"
                .formatted(i, chosen, sequence.size(), shortest.steps().size()),
            shortest,
            "-D" + SEED + "=" + chosen);
      }
    }
  }

  /**
   * Performs the sequence of a file.
   *
   * @param file a file that {@link #explore} wrote, or the same by hand: an action a line, its
   *     argument after a blank, comments after {@code #}
   * @throws AssertionError if the sequence fails; the cause is what broke
   * @throws IllegalArgumentException if the file is not a sequence of these actions
   */
  public void rerun(Path file) {
    Optional<Finding> found = world.perform(StepFile.read(file, actions.keySet()));
    if (found.isPresent()) {
      Finding finding = found.get();
      throw new AssertionError(
          "%s: the sequence of %s breaks %s:%n%s"
              .formatted(name, file, finding.broken(), StepFile.text(finding.steps())),
          finding.cause());
    }
  }

  private List<Step> draw(SplittableRandom random) {
    List<String> names = List.copyOf(actions.keySet());
    List<Step> sequence = new ArrayList<>();
    int length = random.nextInt(steps) + 1;
    while (sequence.size() < length) {
      String action = names.get(random.nextInt(names.size()));
      List<String> arguments = actions.getOrDefault(action, List.of());
      sequence.add(new Step(action, arguments.get(random.nextInt(arguments.size()))));
    }
    return sequence;
  }

  private AssertionError failure(String which, Finding finding, String again) {
    Path file =
        StepFile.write(
            folder.resolve(name.replaceAll("[^\\w.-]+", "_") + ".txt"),
            List.of(name + ", " + which, "breaks " + finding.broken()),
            finding.steps());
    return new AssertionError(
        "%s: %s, breaks %s:%n%s%nfile: %s%nagain: %s"
            .formatted(name, which, finding.broken(), StepFile.text(finding.steps()), file, again),
        finding.cause());
  }

  private static int positive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, but is " + value);
    }
    return value;
  }
}
