// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.coverage;

import java.util.List;

/** What a workflow can do or be asked, and how a thorough suite has seen it end. */
enum Section {
  RUN("run"),
  ACTIVITY("activity"),
  LOCAL_ACTIVITY("local activity"),
  CHILD("child workflow"),
  SIGNAL("signal"),
  UPDATE("update"),
  QUERY("query"),
  TIMER("timer"),
  VERSION("version"),
  SCRIPT("scripted activity");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** The ends that a test should have provoked; others are shown when they occur. */
  List<String> expected() {
    return switch (this) {
      case RUN, CHILD -> List.of("completed", "failed", "cancelled");
      case ACTIVITY -> List.of("completed", "retried", "failed", "timed out", "cancelled");
      case LOCAL_ACTIVITY -> List.of("recorded");
      case SIGNAL -> List.of("received");
      case UPDATE -> List.of("completed", "failed");
      case QUERY -> List.of("answered");
      case TIMER -> List.of("fired", "cancelled");
      case VERSION -> List.of();
      case SCRIPT -> List.of("called");
    };
  }
}
