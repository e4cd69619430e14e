// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What {@link DeterminismCheck} looks for, why it does harm, and what to write instead. */
public enum DeterminismRule {
  /** {@code Instant.now()}, {@code System.currentTimeMillis()}, {@code new Date()} and the like. */
  CLOCK(
      "reads the machine's clock; a replay reads another time",
      "Workflow.currentTimeMillis()",
      "java\\.lang\\.System\\.(currentTimeMillis|nanoTime)\\(.*"
          + "|java\\.time\\.([a-z]+\\.)?\\w+\\.now\\((?!Clock\\)).*"
          + "|java\\.time\\.(Clock\\.(system\\w*|tick\\w+)|InstantSource\\.system)\\(.*"
          + "|java\\.util\\.(Date|GregorianCalendar)\\.<init>\\(\\)"
          + "|java\\.util\\.Calendar\\.getInstance\\(.*"),

  /** {@code Math.random()}, {@code new Random()}, {@code SecureRandom}, identity hash codes. */
  RANDOM(
      "draws another number on replay",
      "Workflow.newRandom()",
      "java\\.lang\\.Math\\.random\\(.*|java\\.lang\\.System\\.identityHashCode\\(.*"
          + "|java\\.util\\.(Random|SplittableRandom)\\.<init>\\(\\)"
          + "|java\\.security\\.SecureRandom\\..*|java\\.util\\.concurrent\\.ThreadLocalRandom\\..*"
          + "|java\\.util\\.random\\.RandomGenerator\\.(of|getDefault)\\(.*"
          + "|java\\.util\\.Collections\\.shuffle\\(List\\)"
          + "|org\\.apache\\.commons\\.lang3?\\.Random\\w+\\..*"),

  /** {@code UUID.randomUUID()}. */
  RANDOM_ID(
      "makes another id on replay, and so calls the outside world by another key",
      "Workflow.randomUUID()",
      "java\\.util\\.UUID\\.randomUUID\\(.*"),

  /** Threads, executors, asynchronous futures, parallel streams, thread locals. */
  THREAD(
      "leaves the workflow's own thread; what runs there is neither ordered nor replayed",
      "Async.function, Async.procedure or Workflow.newTimer",
      "java\\.lang\\.Thread\\.(?!(sleep|join|yield|onSpinWait)\\().*"
          + "|java\\.lang\\.(Inheritable)?ThreadLocal\\..*|java\\.util\\.Timer\\..*"
          + "|java\\.util\\.concurrent\\.\\w*Execut\\w*\\..*"
          + "|java\\.util\\.concurrent\\.(ForkJoin\\w+|CompletionService)\\..*"
          + "|java\\.util\\.concurrent\\.Completable\\w+\\.\\w+Async\\(.*"
          + "|java\\.util\\..*\\.parallel(Stream)?\\(\\)"),

  /** {@code Thread.sleep}, locks, latches, {@code synchronized}, {@code Future.get}. */
  BLOCKING(
      "blocks the worker's thread outside of Temporal's sight; the deadlock detector kills the task",
      "Workflow.sleep, Workflow.await, Promise, WorkflowLock or WorkflowQueue",
      "java\\.lang\\.Thread\\.(sleep|join|yield|onSpinWait)\\(.*"
          + "|java\\.lang\\.Object\\.(wait|notify|notifyAll)\\(.*"
          + "|java\\.util\\.concurrent\\.locks\\..*"
          + "|java\\.util\\.concurrent\\.TimeUnit\\.(sleep|timedJoin|timedWait)\\(.*"
          + "|java\\.util\\.concurrent\\.(CountDownLatch|CyclicBarrier|Phaser|Semaphore|Exchanger)\\..*"
          + "|java\\.util\\.concurrent\\.\\w*Future\\.(get|join)\\(.*"
          + "|java\\.util\\.concurrent\\.\\w*(Blocking|Transfer)(Queue|Deque)\\.(put|take|offer|poll).*"),

  /** Files, sockets, HTTP, databases, processes. Also inside {@code Workflow.sideEffect}. */
  IO(
      "talks to the world from workflow code: repeated by every replay, retried by nobody",
      "an activity",
      "java\\.nio\\.file\\.Files\\..*|java\\.nio\\.channels\\..*|java\\.net\\.http\\.HttpClient\\..*"
          + "|java\\.io\\.(File(InputStream|OutputStream|Reader|Writer)|RandomAccessFile)\\..*"
          + "|java\\.io\\.File\\.(exists|is[DFH]\\w+|can\\w+|length|list\\w*|delete\\w*|mkdirs?"
          + "|create\\w+|renameTo|set\\w+|lastModified)\\(.*"
          + "|java\\.net\\.(\\w*Socket|\\w*URLConnection)\\..*|java\\.net\\.URL\\.(open\\w+|getContent)\\(.*"
          + "|java\\.net\\.InetAddress\\.(get(ByName|AllByName|LocalHost)|isReachable)\\(.*"
          + "|java\\.sql\\.(DriverManager|Connection|\\w*Statement|ResultSet)\\..*|javax\\.sql\\..*"
          + "|java\\.lang\\.(ProcessBuilder\\.start|Runtime\\.exec)\\(.*"
          + "|(jakarta|javax)\\.persistence\\..*|okhttp3\\..*|org\\.apache\\.(http|hc)\\..*"
          + "|org\\.springframework\\.(jdbc|data|web\\.client|web\\.reactive)\\..*"),

  /** Environment variables, system properties, the number of processors. */
  ENVIRONMENT(
      "depends on the machine and on how its worker was started; the next worker differs",
      "a workflow argument, an activity, or Workflow.sideEffect",
      "java\\.lang\\.System\\.(getenv|getProperty|getProperties)\\(.*"
          + "|java\\.lang\\.(Integer\\.getInteger|Long\\.getLong|Boolean\\.getBoolean)\\(.*"
          + "|java\\.lang\\.Runtime\\.(availableProcessors|\\w+Memory)\\(.*"
          + "|java\\.lang\\.(ProcessHandle|management\\.ManagementFactory)\\..*"),

  /** The default zone, locale and character set; case changes without a locale. */
  DEFAULT_LOCALE(
      "depends on the machine's zone, language or character set; the next worker differs",
      "an explicit ZoneId, Locale or Charset",
      "java\\.util\\.(Locale\\.getDefault|TimeZone\\.getDefault)\\(.*"
          + "|java\\.time\\.ZoneId\\.systemDefault\\(.*|java\\.nio\\.charset\\.Charset\\.defaultCharset\\(.*"
          + "|java\\.lang\\.String\\.to(Upper|Lower)Case\\(\\)"
          + "|java\\.time\\.format\\.DateTimeFormatter\\.(ofPattern\\(String\\)|ofLocalized\\w+\\(.*)"
          + "|java\\.text\\.(SimpleDateFormat|DecimalFormat)\\.<init>\\((String)?\\)"
          + "|java\\.text\\.(NumberFormat|DateFormat|Collator)\\.get\\w*Instance\\(\\)"),

  /** Iteration over a {@code HashMap}, {@code HashSet}, {@code Set.of} or {@code Map.of}. */
  HASH_ORDER(
      "has another order in another JVM: the commands of a loop come in another order on replay",
      "LinkedHashMap, LinkedHashSet, List or TreeMap; or sort before the loop"),

  /** Static fields that change. */
  SHARED_STATE(
      "is shared by all runs of a worker and is not rebuilt by a replay",
      "a field of the workflow object"),

  /** A query handler or an update validator that changes the workflow or gives commands. */
  QUERY_WRITES(
      "is no part of the history, so a replay does not repeat it: the run then differs",
      "a signal or an update; a query only reads"),

  /** A lambda of {@code Workflow.sideEffect} that changes the workflow. */
  SIDE_EFFECT_WRITES(
      "is not executed on replay: only the result is recorded, so the change is lost",
      "return the value from the side effect and store it outside"),

  /** {@code catch (Throwable)} or {@code catch (Error)}. */
  CATCHES_ERROR(
      "catches the error by which the SDK evicts a run from its cache or continues it as new",
      "catch TemporalFailure, or what you expect"),

  /** A cancellation that is caught, not looked at and not thrown again. */
  SWALLOWED_CANCELLATION(
      "catches the cancellation and forgets it: nobody undoes anything, and a loop never ends",
      "catch ActivityFailure or ChildWorkflowFailure; or ask CancellationScope.isCancelRequested"
          + " and rethrow"),

  /** A command in {@code finally}. */
  COMMAND_IN_FINALLY(
      "also runs when the run leaves the worker's cache, where a command is refused",
      "catch TemporalFailure, do the work in a detached scope, rethrow"),

  /** {@code Workflow.await} with a timeout, in a loop that goes on when the condition holds. */
  LEAKED_TIMER(
      "starts a timer that is not cancelled when the condition holds: each round leaves one open",
      "Workflow.newTimer in a CancellationScope that is cancelled after Workflow.await"),

  /** A loop around commands that nothing ends, in a workflow that never continues as new. */
  UNBOUNDED_HISTORY(
      "adds to the history for ever; the server terminates the run at 51,200 events",
      "Workflow.continueAsNew when Workflow.getInfo().isContinueAsNewSuggested()");

  private static final Set<DeterminismRule> SAFE_UNLESS_REPLAYED =
      EnumSet.of(CLOCK, RANDOM, RANDOM_ID, ENVIRONMENT, DEFAULT_LOCALE, HASH_ORDER);

  private static final Set<DeterminismRule> OF_THE_MAIN_PATH =
      EnumSet.of(
          CATCHES_ERROR,
          SWALLOWED_CANCELLATION,
          COMMAND_IN_FINALLY,
          LEAKED_TIMER,
          UNBOUNDED_HISTORY);

  private final String why;
  private final String instead;
  private final Pattern calls;

  DeterminismRule(String why, String instead) {
    this(why, instead, "(?!)");
  }

  DeterminismRule(String why, String instead, String calls) {
    this.why = why;
    this.instead = instead;
    this.calls = Pattern.compile(calls);
  }

  /**
   * Returns what harm it does.
   *
   * @return the end of a sentence whose subject is the offending call or statement
   */
  public String why() {
    return why;
  }

  /**
   * Returns what to write instead.
   *
   * @return API or advice
   */
  public String instead() {
    return instead;
  }

  /** Whether the rule objects to a call: {@code java.time.LocalDate.now(ZoneId)}. */
  boolean names(String call) {
    return calls.matcher(call).matches();
  }

  boolean appliesTo(Mode mode) {
    return mode == Mode.WORKFLOW
        || (!SAFE_UNLESS_REPLAYED.contains(this) && !OF_THE_MAIN_PATH.contains(this));
  }
}
