// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Class files by internal name, and what their declarations say. Each file is read once. */
final class ClassFiles {
  private static final int NEWEST = Opcodes.V25;

  private final ClassLoader loader;
  private final OwnCode own;
  private final Map<String, Optional<ClassNode>> read = new HashMap<>();
  private final Map<String, List<ClassNode>> lineages = new HashMap<>();

  ClassFiles(ClassLoader loader, OwnCode own) {
    this.loader = loader;
    this.own = own;
  }

  /** A method and the class that declares it. */
  record Method(ClassNode owner, MethodNode node) {

    String key() {
      return owner.name + "." + node.name + node.desc;
    }

    boolean is(int access) {
      return (node.access & access) != 0;
    }
  }

  /** The class of a name; empty if there is no file, as for arrays and generated classes. */
  Optional<ClassNode> find(String name) {
    return read.computeIfAbsent(name, this::read);
  }

  private Optional<ClassNode> read(String name) {
    try (InputStream file = loader.getResourceAsStream(name + ".class")) {
      if (file == null) {
        return Optional.empty();
      }
      ClassNode node = new ClassNode();
      // Of a library only the declarations matter.
      int skipped = own.contains(name) ? 0 : ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG;
      new ClassReader(readable(file.readAllBytes()))
          .accept(node, ClassReader.SKIP_FRAMES | skipped);
      return Optional.of(node);
    } catch (IOException | RuntimeException e) {
      // A file that cannot be read is passed over, as one that is not there.
      return Optional.empty();
    }
  }

  /** Calls a file of a newer Java one of the newest that the reader knows: they differ little. */
  private static byte[] readable(byte[] file) {
    int major = (file[6] & 0xff) << 8 | (file[7] & 0xff);
    if (major > NEWEST) {
      file[6] = (byte) (NEWEST >> 8);
      file[7] = (byte) NEWEST;
    }
    return file;
  }

  /** A class and all that it inherits from: itself, superclasses, then interfaces. */
  List<ClassNode> lineage(String name) {
    List<ClassNode> known = lineages.get(name);
    if (known == null) {
      known = readLineage(name);
      lineages.put(name, known);
    }
    return known;
  }

  private List<ClassNode> readLineage(String name) {
    List<ClassNode> classes = new ArrayList<>();
    for (var c = find(name); c.isPresent(); c = c.map(x -> x.superName).flatMap(this::find)) {
      classes.add(c.get());
    }
    Set<String> interfaces = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>();
    classes.forEach(c -> open.addAll(c.interfaces));
    while (!open.isEmpty()) {
      String next = open.removeFirst();
      if (interfaces.add(next)) {
        find(next).ifPresent(c -> open.addAll(c.interfaces));
      }
    }
    interfaces.forEach(i -> find(i).ifPresent(classes::add));
    return classes;
  }

  boolean isSubtype(String name, String supertype) {
    return lineage(name).stream().anyMatch(type -> type.name.equals(supertype));
  }

  /** The code that a call on an object of exactly this class runs, or what declares it. */
  Optional<Method> resolve(String owner, String name, String desc) {
    Optional<Method> declared = Optional.empty();
    for (ClassNode type : lineage(owner)) {
      for (MethodNode method : type.methods) {
        if (method.name.equals(name) && method.desc.equals(desc)) {
          Optional<Method> here = Optional.of(new Method(type, method));
          if ((method.access & Opcodes.ACC_ABSTRACT) == 0) {
            return here;
          }
          declared = declared.or(() -> here);
        }
      }
    }
    return declared;
  }

  static boolean declares(ClassNode type, String name, String desc) {
    return type.methods.stream().anyMatch(m -> m.name.equals(name) && m.desc.equals(desc));
  }

  static List<Method> methods(ClassNode type) {
    return type.methods.stream().map(node -> new Method(type, node)).toList();
  }

  static List<AnnotationNode> annotations(ClassNode type) {
    return join(type.visibleAnnotations, type.invisibleAnnotations);
  }

  static List<AnnotationNode> annotations(MethodNode method) {
    return join(method.visibleAnnotations, method.invisibleAnnotations);
  }

  private static List<AnnotationNode> join(
      @Nullable List<AnnotationNode> visible, @Nullable List<AnnotationNode> invisible) {
    List<AnnotationNode> all = new ArrayList<>(Objects.requireNonNullElse(visible, List.of()));
    all.addAll(Objects.requireNonNullElse(invisible, List.of()));
    return all;
  }
}
