// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.SuppressNondeterminism;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which classes are the user's own, by where their files are: in the workflow's own jar or
 * directory, or in another directory of the class path, as the tests and the other modules of a
 * build are, while libraries come in jars. What a package is called says nothing: Temporal's own
 * samples share theirs with the SDK.
 */
final class OwnCode {
  /** Whose jars or directories are never the user's. */
  private static final List<Class<?>> SDK =
      List.of(Workflow.class, WorkflowServiceStubs.class, TestWorkflowEnvironment.class);

  /** Whose jars or directories are the user's only if named. */
  private static final List<Class<?>> LIBRARY =
      List.of(SuppressNondeterminism.class, OwnCode.class);

  private final ClassLoader loader;
  private final Set<String> named;
  private final String home;
  private final Set<String> sdk;
  private final Set<String> library;
  private final Map<String, Boolean> known = new HashMap<>();

  OwnCode(ClassLoader loader, String workflow, Set<String> packages) {
    this.loader = loader;
    this.home = source(workflow);
    this.named =
        packages.stream().map(name -> name.replace('.', '/') + "/").collect(Collectors.toSet());
    this.sdk = sources(SDK);
    this.library = sources(LIBRARY);
  }

  private Set<String> sources(List<Class<?>> types) {
    return types.stream()
        .map(type -> source(type.getName().replace('.', '/')))
        .filter(source -> !source.isEmpty() && !source.equals(home))
        .collect(Collectors.toSet());
  }

  /** The jar or directory of a class; empty if there is no file. */
  private String source(String type) {
    URL file = loader.getResource(type + ".class");
    String url = file == null ? "" : file.toString();
    return url.substring(0, Math.max(0, url.length() - (type + ".class").length()));
  }

  boolean contains(String type) {
    return known.computeIfAbsent(type, this::decide);
  }

  private boolean decide(String type) {
    if (type.isEmpty() || type.startsWith("[") || type.startsWith("java/")) {
      return false;
    }
    String source = source(type);
    if (source.isEmpty() || source.startsWith("jrt:") || sdk.contains(source)) {
      return false;
    }
    return named.stream().anyMatch(type::startsWith)
        || (!library.contains(source) && (source.equals(home) || source.startsWith("file:")));
  }
}
