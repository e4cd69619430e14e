// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/** What a method's code says, apart from who calls it. */
final class Facts {

  private Facts() {}

  /** Whose object a value is. */
  enum Holder {
    /** Of nobody else, as far as can be seen. */
    NOBODY,
    /** Of the object whose method this is. */
    THIS,
    /** Of a static field. */
    STATIC
  }

  /** One fact. */
  sealed interface Fact {
    int line();
  }

  /** A call; a virtual one may run an override. */
  record Call(int line, String owner, String name, String desc, boolean virtual, Holder receiver)
      implements Fact {

    /** {@code java.time.LocalDate.now(ZoneId)}. */
    String text() {
      return signature(owner, name, desc);
    }
  }

  /** A lambda or method reference, which may be called from now on. */
  record Lambda(int line, Handle body, String type, boolean inSideEffect) implements Fact {

    Call call() {
      return new Call(
          line, body.getOwner(), body.getName(), body.getDesc(), isVirtual(), Holder.THIS);
    }

    private boolean isVirtual() {
      int tag = body.getTag();
      return tag == org.objectweb.asm.Opcodes.H_INVOKEVIRTUAL
          || tag == org.objectweb.asm.Opcodes.H_INVOKEINTERFACE;
    }
  }

  /** An object is made, so that overrides in its class can run. */
  record Created(int line, String type) implements Fact {}

  /** A static member is used, so that the class is initialized. */
  record Initialized(int line, String type) implements Fact {}

  /** Something that is wrong wherever it stands. */
  record Offence(int line, DeterminismRule rule, String what) implements Fact {}

  /** A change, which is wrong if what is changed outlives the call and may not change here. */
  record Write(int line, String what, Holder holder) implements Fact {}

  /** A block that is wrong if some code in it waits or gives commands, and other code does not. */
  record Block(int line, DeterminismRule rule, String what, List<Fact> acting, List<Fact> notActing)
      implements Fact {}

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
