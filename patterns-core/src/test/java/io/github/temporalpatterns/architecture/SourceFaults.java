// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.architecture;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The faults of source files that class files no longer show, one line of text each. */
final class SourceFaults extends TreeScanner<@Nullable Void, Boolean> {

  private static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0";
  private static final Pattern OTHER_SINCE = Pattern.compile("\\* @since (?!\\d+\\.\\d+\\.\\d+$)");
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 50;

  private final List<String> faults = new ArrayList<>();
  private final CompilationUnitTree unit;

  /** Code that the kit's tests read, and never run. */
  private final boolean isSample;

  private final Trees trees;

  private SourceFaults(CompilationUnitTree unit, Trees trees) {
    this.unit = unit;
    isSample = unit.getSourceFile().toUri().getPath().contains("/corpus/");
    this.trees = trees;
  }

  /** Parses the files, which need not compile, and looks at each. */
  static List<String> in(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      Trees trees = Trees.instance(task);
      List<String> faults = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        faults.addAll(new SourceFaults(unit, trees).find());
      }
      return faults;
    }
  }

  private List<String> find() throws IOException {
    String text = unit.getSourceFile().getCharContent(true).toString();
    if (!text.startsWith(LICENCE + "\n")) {
      fault(1, "lacks the licence line");
    }
    long lines = text.lines().count();
    if (lines > FILE_LINES) {
      fault(1, "has " + lines + " lines, over " + FILE_LINES);
    }
    boolean inTest = unit.getSourceFile().toUri().getPath().contains("/src/test/");
    List<String> all = inTest ? List.of() : text.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      if (OTHER_SINCE.matcher(all.get(i)).find()) {
        fault(i + 1, "says since when in another form than @since 1.2.3");
      }
    }
    scan(unit, inTest);
    return faults;
  }

  @Override
  public @Nullable Void visitMethod(MethodTree method, Boolean inTest) {
    long lines = lastLine(method) - line(method) + 1;
    if (lines > METHOD_LINES) {
      fault(line(method), method.getName() + " has " + lines + " lines, over " + METHOD_LINES);
    }
    return super.visitMethod(method, inTest);
  }

  @Override
  public @Nullable Void visitCatch(CatchTree clause, Boolean inTest) {
    Tree type = clause.getParameter().getType();
    Stream<? extends Tree> types =
        type instanceof UnionTypeTree union
            ? union.getTypeAlternatives().stream()
            : Stream.of(type);
    if (!inTest && types.map(Tree::toString).anyMatch(Set.of("Throwable", "Error")::contains)) {
      fault(line(clause), "catches " + type + ", and so what the SDK throws to itself");
    }
    return super.visitCatch(clause, inTest);
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, Boolean inTest) {
    if (inTest && !isSample && call.getMethodSelect().toString().equals("Thread.sleep")) {
      fault(line(call), "sleeps; wait for a condition instead");
    }
    return super.visitMethodInvocation(call, inTest);
  }

  private void fault(long line, String what) {
    faults.add(unit.getSourceFile().getName() + ":" + line + " " + what);
  }

  private long line(Tree tree) {
    return unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree));
  }

  private long lastLine(Tree tree) {
    return unit.getLineMap().getLineNumber(trees.getSourcePositions().getEndPosition(unit, tree));
  }
}
