// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/** What a method's code says, apart from who calls it. */
final class Facts {

  private Facts() {}

  /** One fact. */
  sealed interface Fact {
    int line();
  }

  /**
   * A call.
   *
   * @param virtual whether it may run an override
   * @param onThis whether its receiver is the object whose method this is
   * @param given the flags of the arguments, the receiver first; empty if nobody looked
   */
  record Call(
      int line,
      String owner,
      String name,
      String desc,
      boolean virtual,
      boolean onThis,
      List<Integer> given)
      implements Fact {

    /** A call of which only the name is known. */
    static Call of(int line, MethodInsnNode call) {
      return new Call(
          line, call.owner, call.name, call.desc, isVirtual(call.getOpcode()), false, List.of());
    }

    /** What a lambda or method reference runs. */
    static Call of(int line, Handle body, List<Integer> given) {
      boolean virtual =
          body.getTag() == Opcodes.H_INVOKEVIRTUAL || body.getTag() == Opcodes.H_INVOKEINTERFACE;
      return new Call(line, body.getOwner(), body.getName(), body.getDesc(), virtual, false, given);
    }

    static boolean isVirtual(int opcode) {
      return opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE;
    }

    /** {@code java.time.LocalDate.now(ZoneId)}. */
    String text() {
      return signature(owner, name, desc);
    }

    /** The same call where the first arguments are not to be changed. */
    Call protect(int count, Mode mode) {
      List<Integer> more = new ArrayList<>(given);
      for (int i = 0; i < Math.min(count, more.size()); i++) {
        more.set(i, more.get(i) | mode.protection());
      }
      return new Call(line, owner, name, desc, virtual, onThis, more);
    }

    /** Whether an argument has one of these flags. */
    boolean gives(int flags) {
      return given.stream().anyMatch(known -> (known & flags) != 0);
    }
  }

  /**
   * A lambda or method reference, which may be called from now on.
   *
   * @param call what it runs; first it is given what it captures
   * @param captured how many arguments it captures
   * @param users the calls to which it is handed
   */
  record Lambda(int line, Call call, int captured, String type, Set<String> users)
      implements Fact {}

  /** An object is made, so that overrides in its class can run. */
  record Created(int line, String type) implements Fact {}

  /** A static member is used, so that the class is initialized; the field, or empty. */
  record Initialized(int line, String type, String field) implements Fact {}

  /** Something that is wrong wherever it stands. */
  record Offence(int line, DeterminismRule rule, String what) implements Fact {}

  /** A change of what may not be changed here. */
  record Write(int line, String what) implements Fact {}

  /** A block that is wrong if some code in it waits or gives commands, and other code does not. */
  record Block(int line, DeterminismRule rule, String what, List<Fact> acting, List<Fact> notActing)
      implements Fact {}

  /** Gives the calls of a range of instructions. */
  interface Range {
    List<Fact> facts(int from, int to);
  }

  /** {@code java.time.LocalDate.now(ZoneId)}. */
  static String signature(String owner, String name, String desc) {
    String types =
        Stream.of(Type.getArgumentTypes(desc))
            .map(Type::getClassName)
            .map(type -> type.substring(type.lastIndexOf('.') + 1))
            .collect(Collectors.joining(","));
    return owner.replace('/', '.') + "." + name + "(" + types + ")";
  }
}
