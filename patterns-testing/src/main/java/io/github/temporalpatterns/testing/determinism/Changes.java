// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.Facts.Call;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which calls of libraries change what they are given. */
final class Changes {
  /** Calls that change their receiver. */
  private static final Pattern RECEIVER =
      Pattern.compile(
          "java\\.util\\.(?!stream\\.|regex\\.|function\\.)(concurrent\\.)?(atomic\\.)?[\\w$]+\\."
              + "(add\\w*|put\\w*|remove\\w*|set\\w*|clear|push|pop|poll\\w*|offer\\w*|take\\w*"
              + "|drainTo|compute\\w*|merge|replace\\w*|retainAll|sort|insert\\w*|delete\\w*|flip"
              + "|getAnd\\w+|\\w+AndGet|compareAnd\\w+|weakCompareAnd\\w+|lazySet|accumulate"
              + "|increment|decrement|reset|sumThenReset|roll|next(Int|Long|Double|Float"
              + "|Boolean|Bytes|Gaussian)|trimToSize|swap|enqueue|xor|and|or|andNot)\\(.*"
              + "|java\\.lang\\.(StringBu\\w+|AbstractStringBuilder)\\."
              + "(append|insert|delete\\w*|replace|reverse|set\\w+)\\(.*"
              + "|java\\.io\\.(ByteArrayOutputStream|StringWriter)\\.(write\\w*|append|reset)\\(.*"
              + "|com\\.(google\\.common|github\\.benmanes\\.caffeine)\\.(cache|collect)\\.\\w+\\."
              + "(put\\w*|get|invalidate\\w*|add\\w*|remove\\w*|clear)\\(\\w+(,.*)?\\)"
              + "|java\\.nio\\.\\w*Buffer\\.(put\\w*|clear|flip|rewind|compact)\\(.*");

  /** Calls on such types that change nothing. */
  private static final Pattern NO_CHANGE =
      Pattern.compile(
          "java\\.util\\.(Optional\\w*|Base64\\S*|UUID|Locale|Currency|Objects|Collections|Arrays"
              + "|Comparator|Set\\.of|List\\.of|Map\\.of)\\..*");

  private static final Pattern FIRST_ARGUMENT =
      Pattern.compile(
          "java\\.util\\.Collections\\.(sort|reverse|shuffle|swap|rotate|fill|addAll|copy"
              + "|replaceAll)\\(.*"
              + "|java\\.util\\.Arrays\\.(sort|fill|setAll|parallel\\w+)\\(.*");

  private Changes() {}

  /** The argument that a call changes, 0 being the receiver of an instance method. */
  static Optional<Integer> of(Call call) {
    String text = call.text();
    if (call.owner().startsWith("io/temporal/")) {
      return Sdk.changes(call) ? Optional.of(0) : Optional.empty();
    }
    if (text.startsWith("java.lang.System.arraycopy(")) {
      return Optional.of(2);
    }
    if (FIRST_ARGUMENT.matcher(text).matches()) {
      return Optional.of(0);
    }
    boolean changes = RECEIVER.matcher(text).matches() && !NO_CHANGE.matcher(text).matches();
    return changes ? Optional.of(0) : Optional.empty();
  }
}
