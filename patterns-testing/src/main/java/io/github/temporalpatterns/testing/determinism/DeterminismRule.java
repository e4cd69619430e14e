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
          + "|java\\.util\\.Date\\.<init>\\(\\)"
          + "|java\\.util\\.GregorianCalendar\\.<init>\\((TimeZone|Locale|TimeZone,Locale)?\\)"
          + "|java\\.util\\.Calendar(\\$Builder)?\\.getInstance\\(.*"
          + "|com\\.google\\.common\\.base\\.(Stopwatch\\.create\\w+|Ticker\\.systemTicker)\\(.*"
          + "|org\\.joda\\.time\\.\\w+\\.(now\\(.*|<init>\\(\\))"
          + "|org\\.apache\\.commons\\.lang3\\.time\\.StopWatch\\..*"
          + "|org\\.springframework\\.util\\.StopWatch\\..*"),

  /**
   * {@code Math.random()}, {@code new Random()}, {@code SecureRandom}, identity hash codes and the
   * text of objects that have none but them.
   */
  RANDOM(
      "draws another number on replay",
      "Workflow.newRandom(), or what does not depend on where an object lies",
      "java\\.lang\\.(Strict)?Math\\.random\\(.*|java\\.lang\\.System\\.identityHashCode\\(.*"
          + "|java\\.util\\.(Random|SplittableRandom)\\.<init>\\(\\)"
          + "|java\\.security\\.SecureRandom\\..*|java\\.util\\.concurrent\\.ThreadLocalRandom\\..*"
          + "|java\\.util\\.random\\.RandomGenerator(Factory)?\\.(of|getDefault|create)\\(.*"
          + "|java\\.util\\.Collections\\.shuffle\\(List\\)"
          + "|javax?\\.(crypto|security)\\.Key(Pair)?Generator\\.generate\\w+\\(.*"
          + "|org\\.apache\\.commons\\.lang3?\\.Random\\w+\\..*"
          + "|kotlin\\.random\\.Random(\\$Default)?\\..*"),

  /** {@code UUID.randomUUID()}. */
  RANDOM_ID(
      "makes another id on replay, and so calls the outside world by another key",
      "Workflow.randomUUID()",
      "java\\.util\\.UUID\\.randomUUID\\(.*|java\\.rmi\\.(server\\.UID|dgc\\.VMID)\\.<init>\\(\\)"
          + "|com\\.fasterxml\\.uuid\\..*\\.generate\\(.*|com\\.github\\.f4b6a3\\..*"),

  /** Threads, executors, asynchronous futures, parallel streams, thread locals. */
  THREAD(
      "leaves the workflow's own thread; what runs there is neither ordered nor replayed",
      "Async.function, Async.procedure or Workflow.newTimer",
      "java\\.lang\\.Thread\\.(?!(sleep|join|yield|onSpinWait)\\().*"
          + "|java\\.lang\\.(Inheritable)?ThreadLocal\\..*|java\\.util\\.Timer\\..*"
          + "|java\\.lang\\.Runtime\\.addShutdownHook\\(.*"
          + "|java\\.util\\.concurrent\\.ThreadFactory\\..*"
          + "|java\\.util\\.concurrent\\.\\w*Execut(or|ors|orService|orCompletionService)\\..*"
          + "|java\\.util\\.concurrent\\.(ForkJoin\\w+|CompletionService|SubmissionPublisher)\\..*"
          + "|java\\.util\\.concurrent\\.(RecursiveTask|RecursiveAction|StructuredTaskScope)\\..*"
          + "|java\\.util\\.concurrent\\.Complet\\w+\\.(\\w+Async|completeOnTimeout|orTimeout"
          + "|delayedExecutor)\\(.*"
          + "|java\\.util\\.concurrent\\.ConcurrentHashMap\\."
          + "(forEach|reduce|search)\\w*\\(long,.*"
          + "|java\\.util\\..*\\.parallel(Stream)?\\(\\)|java\\.util\\.Arrays\\.parallel\\w+\\(.*"
          + "|com\\.google\\.common\\.util\\.concurrent\\.(MoreExecutors|Futures"
          + "|Listening\\w+)\\..*"
          + "|(reactor\\.core|io\\.reactivex|rx|kotlinx\\.coroutines)\\..*"),

  /** {@code Thread.sleep}, locks, latches, {@code synchronized}, {@code Future.get}. */
  BLOCKING(
      "blocks the worker's thread outside of Temporal's sight; the deadlock detector kills the"
          + " task",
      "Workflow.sleep, Workflow.await, Promise, WorkflowLock or WorkflowQueue",
      "java\\.lang\\.Thread\\.(sleep|join|yield|onSpinWait)\\(.*"
          + "|java\\.lang\\.Object\\.(wait|notify|notifyAll)\\(.*"
          + "|java\\.util\\.concurrent\\.locks\\.[\\w$]+\\.(?!<init>).*"
          + "|java\\.util\\.concurrent\\.TimeUnit\\.(sleep|timedJoin|timedWait)\\(.*"
          + "|java\\.util\\.concurrent\\.(CountDownLatch|CyclicBarrier|Phaser|Semaphore"
          + "|Exchanger)\\.(?!<init>).*"
          + "|java\\.util\\.concurrent\\.\\w*Future\\.(get|join)\\(.*"
          + "|java\\.util\\.concurrent\\.\\w*(Blocking|Transfer|Synchronous|Delay)(Queue|Deque)\\."
          + "((put|take|transfer)\\w*|(offer|poll)\\w*\\(.*TimeUnit\\)).*"
          + "|java\\.lang\\.Process\\.waitFor\\(.*"
          + "|com\\.google\\.common\\.util\\.concurrent\\.(Uninterruptibles|Monitor)\\..*"),

  /** Files, sockets, HTTP, databases, processes, clients. Also in {@code Workflow.sideEffect}. */
  IO(
      "talks to the world from workflow code: repeated by every replay, retried by nobody",
      "an activity",
      "java\\.nio\\.file\\.(Files\\..*|FileSystem\\.newWatchService\\(.*|Path\\.toRealPath\\(.*)"
          + "|java\\.nio\\.channels\\.(\\w*(File|Socket|Datagram)\\w*|Selector|Pipe)\\..*"
          + "|java\\.io\\.(File(InputStream|OutputStream|Reader|Writer)|RandomAccessFile"
          + "|Console)\\..*"
          + "|java\\.io\\.File\\.(exists|is[DFH]\\w+|can\\w+|length|list\\w*|delete\\w*|mkdirs?"
          + "|create\\w+|renameTo|set\\w+|lastModified)\\(.*"
          + "|java\\.io\\.Print(Writer|Stream)\\.<init>\\((File|String).*"
          + "|java\\.util\\.(Scanner|Formatter)\\.<init>\\((File|Path|ReadableByteChannel).*"
          + "|java\\.util\\.Formatter\\.<init>\\(String.*"
          + "|java\\.util\\.(zip\\.ZipFile|jar\\.JarFile|prefs\\.Preferences)\\..*"
          + "|java\\.util\\.ResourceBundle\\.getBundle\\(.*|java\\.util\\.logging\\.FileHandler\\..*"
          + "|java\\.lang\\.System\\.(in|console\\(.*|load\\w*\\(.*|exit\\(.*)"
          + "|java\\.lang\\.Runtime\\.(exec|exit|halt)\\(.*|java\\.lang\\.ProcessBuilder\\.start\\(.*"
          + "|java\\.lang\\.(Class|ClassLoader|Module)\\.get(System)?Resource\\w*\\(.*"
          + "|java\\.net\\.http\\.(HttpClient|WebSocket)\\..*"
          + "|java\\.net\\.(\\w*Socket|\\w*URLConnection|URLClassLoader|NetworkInterface)\\..*"
          + "|java\\.net\\.URL\\.(open\\w+|getContent)\\(.*"
          + "|java\\.net\\.InetSocketAddress\\.<init>\\(String,int\\)"
          + "|java\\.net\\.InetAddress\\.(get(ByName|AllByName|LocalHost|HostName"
          + "|CanonicalHostName)|isReachable)\\(.*"
          + "|java\\.sql\\.(DriverManager|Connection|\\w*Statement|ResultSet)\\..*|javax\\.sql\\..*"
          + "|javax\\.(naming|mail|jms|imageio)\\..*|java\\.rmi\\.(Naming|registry)\\..*"
          + "|io\\.temporal\\.client\\.(WorkflowClient|WorkflowStub|ActivityClient|ActivityCompletionClient"
          + "|WorkflowUpdateHandle)\\..*|io\\.temporal\\.client\\.schedules\\.Schedule(Client|Handle)\\..*"
          + "|io\\.temporal\\.serviceclient\\.\\w+Stubs\\..*|io\\.temporal\\.worker\\.Worker(Factory)?\\..*"
          + "|io\\.temporal\\.activity\\.Activity\\.getExecutionContext\\(.*"
          + "|com\\.fasterxml\\.jackson\\..*\\.(read\\w+|writeValue)\\((File|URL).*"
          + "|javax\\.xml\\.parsers\\.\\w+\\.parse\\((File|String).*"
          + "|com\\.google\\.common\\.io\\.(Files|MoreFiles|Resources)\\..*"
          + "|org\\.apache\\.commons\\.io\\.(FileUtils|file\\..*)\\..*"
          + "|org\\.apache\\.commons\\.io\\.IOUtils\\.\\w+\\((URL|URI).*"
          + "|(jakarta|javax)\\.persistence\\.(EntityManager|Query|TypedQuery)\\w*\\..*"
          + "|(jakarta|javax)\\.(jms|mail|ws\\.rs\\.client)\\..*"
          + "|org\\.hibernate\\.(Session|SessionFactory|query)\\w*\\..*"
          + "|okhttp3\\.(OkHttpClient|Call)\\..*|retrofit2\\..*|feign\\..*"
          + "|org\\.apache\\.(http|hc)\\..*client.*|org\\.apache\\.kafka\\.clients\\..*"
          + "|redis\\.clients\\..*|io\\.lettuce\\..*|com\\.mongodb\\..*|com\\.datastax\\..*"
          + "|software\\.amazon\\.awssdk\\.services\\..*Client\\..*|com\\.amazonaws\\.services\\..*"
          + "|com\\.google\\.cloud\\..*|com\\.rabbitmq\\..*|io\\.grpc\\.stub\\.ClientCalls\\..*"
          + "|org\\.springframework\\.(jdbc|web\\.client|web\\.reactive|jms|mail|kafka|amqp)\\..*"
          + "|org\\.springframework\\.data\\..*(Repository|Template|Operations)\\..*"),

  /** Environment variables, system properties, the number of processors. */
  ENVIRONMENT(
      "depends on the machine and on how its worker was started; the next worker differs",
      "a workflow argument, an activity, or Workflow.sideEffect",
      "java\\.lang\\.System\\.(getenv|getProperty|getProperties|lineSeparator)\\(.*"
          + "|java\\.nio\\.file\\.Path\\.toAbsolutePath\\(.*"
          + "|java\\.io\\.File\\.(separator|separatorChar|pathSeparator|pathSeparatorChar"
          + "|getAbsolute\\w+\\(.*|listRoots\\(.*)"
          + "|java\\.lang\\.(Integer\\.getInteger|Long\\.getLong|Boolean\\.getBoolean)\\(.*"
          + "|java\\.lang\\.Runtime\\.(availableProcessors|\\w+Memory|version)\\(.*"
          + "|java\\.lang\\.(ProcessHandle|management\\.\\w+)\\..*"
          + "|java\\.lang\\.Package\\.get(Implementation|Specification)\\w+\\(.*"
          + "|java\\.util\\.ServiceLoader\\..*"
          + "|org\\.springframework\\.core\\.env\\.\\w+\\.get\\w*Property\\(.*"
          + "|org\\.springframework\\..*\\.getBean\\w*\\(.*"),

  /** The default zone, locale and character set; case changes and formats without a locale. */
  DEFAULT_LOCALE(
      "depends on the machine's zone, language or character set; the next worker differs",
      "an explicit ZoneId, Locale or Charset",
      "java\\.util\\.(Locale\\.getDefault|TimeZone\\.getDefault)\\(.*"
          + "|java\\.time\\.ZoneId\\.systemDefault\\(.*|java\\.nio\\.charset\\.Charset\\.defaultCharset\\(.*"
          + "|java\\.lang\\.String\\.(to(Upper|Lower)Case\\(\\)|getBytes\\(\\))"
          + "|java\\.lang\\.String\\.<init>\\(byte\\[\\](,int,int)?\\)"
          + "|java\\.io\\.ByteArrayOutputStream\\.toString\\(\\)"
          + "|java\\.io\\.(InputStreamReader|OutputStreamWriter)\\.<init>\\(\\w+\\)"
          + "|java\\.util\\.Scanner\\.<init>\\(InputStream\\)"
          + "|java\\.time\\.format\\.DateTimeFormatter(\\.ofLocalized\\w+\\(.*|Builder\\.toFormatter\\(\\))"
          + "|java\\.time\\.temporal\\.WeekFields\\.of\\(Locale\\)"
          + "|java\\.text\\.(SimpleDateFormat|DecimalFormat|MessageFormat)\\.<init>\\((String)?\\)"
          + "|java\\.text\\.MessageFormat\\.format\\(.*"
          + "|java\\.text\\.(NumberFormat|DateFormat|Collator|BreakIterator)\\.get\\w*Instance\\(\\)"
          + "|java\\.text\\.DateFormat\\.get\\w*Instance\\((int|int,int)\\)"
          + "|java\\.text\\.DecimalFormatSymbols\\.(getInstance|<init>)\\(\\)"
          + "|java\\.util\\.Date\\.(get(Hours|Minutes|Seconds|Day|Date|Month|Year"
          + "|TimezoneOffset)|toLocaleString|parse)\\(.*"
          + "|java\\.util\\.Date\\.<init>\\((int,.*|String)\\)"
          + "|java\\.util\\.GregorianCalendar\\.<init>\\(int,.*"
          + "|java\\.sql\\.(Timestamp|Date)\\.(valueOf|toLocal\\w+)\\(.*"),

  /**
   * The order of a {@code HashMap}, {@code HashSet}, {@code Set.of} or {@code Map.of}, where it
   * decides: commands in a loop, a first element, a list or text made of all.
   */
  HASH_ORDER(
      "has another order in another JVM: a replay does the same in another order, or with another",
      "LinkedHashMap, LinkedHashSet, List or TreeMap; or sort before the loop"),

  /** Static fields that change, and what they hold; settings of the whole process. */
  SHARED_STATE(
      "is shared by all runs of a worker and is not rebuilt by a replay",
      "a field of the workflow object",
      "java\\.lang\\.System\\.(set\\w+|clearProperty)\\(.*"
          + "|java\\.util\\.(Locale|TimeZone)\\.setDefault\\(.*"),

  /** A query handler or an update validator that changes the workflow or gives commands. */
  QUERY_WRITES(
      "is no part of the history, so a replay does not repeat it: the run then differs",
      "a signal or an update; a query only reads"),

  /** A lambda of {@code Workflow.sideEffect} that changes the workflow. */
  SIDE_EFFECT_WRITES(
      "is not executed on replay: only the result is recorded, so the change is lost",
      "return the value from the side effect and store it outside"),

  /** A condition of {@code Workflow.await} that changes the workflow or gives commands. */
  CONDITION_WRITES(
      "is evaluated as often as the SDK likes, which a replay does not repeat",
      "a condition that only looks; change and call after the await"),

  /** A command that is given only if the workflow is not replayed. */
  REPLAYING(
      "exists in the first run and not in its replay",
      "the command in both; only logs and metrics may ask for isReplaying"),

  /**
   * {@code catch (Throwable)}, {@code catch (Error)} or a {@code finally} that returns, around
   * commands.
   */
  CATCHES_ERROR(
      "catches the error by which the SDK evicts a run from its cache or continues it as new",
      "catch TemporalFailure, or what you expect"),

  /** A cancellation that is caught, neither examined nor thrown again. */
  SWALLOWED_CANCELLATION(
      "catches the cancellation and forgets it: nobody undoes anything, and a loop never ends",
      "catch ActivityFailure or ChildWorkflowFailure; or ask CancellationScope.isCancelRequested"
          + " and rethrow"),

  /** A command in {@code finally}, or in the {@code close()} of a resource. */
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
          UNBOUNDED_HISTORY,
          REPLAYING);

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
        || mode == Mode.CONDITION
        || (!SAFE_UNLESS_REPLAYED.contains(this) && !OF_THE_MAIN_PATH.contains(this));
  }
}
