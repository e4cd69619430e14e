// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.tree.FieldInsnNode;

/**
 * Which static field a statement of a static initializer is for. What prepares a field that no
 * workflow reads is none of a workflow's business.
 */
final class Statements {
  private final String owner;
  private final Code code;

  Statements(String owner, Code code) {
    this.owner = owner;
    this.code = code;
  }

  /** Whether an instruction is for a field, or for none if the name is empty. */
  boolean belongs(int index, String field) {
    int start = index;
    while (start > 0 && code.depth(start) > 0) {
      start--;
    }
    int end = index + 1;
    while (end < code.size() && code.depth(end) > 0) {
      end++;
    }
    Set<String> fields = new HashSet<>();
    for (int i = start; i < end; i++) {
      if (code.at(i) instanceof FieldInsnNode access && access.owner.equals(owner)) {
        fields.add(access.name);
      }
    }
    return fields.isEmpty() ? field.isEmpty() : fields.contains(field);
  }
}
