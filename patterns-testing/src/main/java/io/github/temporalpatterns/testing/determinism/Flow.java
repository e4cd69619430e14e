// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/** Follows values through one method. */
final class Flow extends Interpreter<Val> implements Opcodes {
  /** Calls on a container that hand out what it holds. */
  private static final Set<String> GETTERS =
      Set.of(
          "get",
          "getOrDefault",
          "iterator",
          "listIterator",
          "next",
          "values",
          "keySet",
          "entrySet",
          "peek",
          "peekFirst",
          "peekLast",
          "getFirst",
          "getLast",
          "getKey",
          "getValue",
          "getAndSet");

  private final ClassFiles classes;
  private final HashOrder hashed;

  Flow(ClassFiles classes, HashOrder hashed) {
    super(ASM9);
    this.classes = classes;
    this.hashed = hashed;
  }

  @Override
  public @Nullable Val newValue(@Nullable Type type) {
    if (type == null) {
      return Val.PLAIN;
    }
    return type.getSort() == Type.VOID ? null : Val.of(type);
  }

  @Override
  public Val newParameterValue(boolean isInstanceMethod, int local, Type type) {
    return isInstanceMethod && local == 0 ? Val.PLAIN.with(Val.THIS) : Val.of(type);
  }

  @Override
  public Val newExceptionValue(TryCatchBlockNode handler, Frame<Val> frame, Type exceptionType) {
    return Val.from(exceptionType, handler);
  }

  @Override
  public Val newOperation(AbstractInsnNode insn) {
    return switch (insn.getOpcode()) {
      case LCONST_0, LCONST_1, DCONST_0, DCONST_1 -> Val.WIDE;
      case LDC ->
          ((LdcInsnNode) insn).cst instanceof Long || ((LdcInsnNode) insn).cst instanceof Double
              ? Val.WIDE
              : Val.PLAIN;
      case GETSTATIC -> field((FieldInsnNode) insn, Val.STATIC);
      case NEW -> Val.of(Type.getObjectType(((TypeInsnNode) insn).desc));
      default -> Val.PLAIN;
    };
  }

  @Override
  public Val copyOperation(AbstractInsnNode insn, Val value) {
    return value;
  }

  @Override
  public Val unaryOperation(AbstractInsnNode insn, Val value) {
    return switch (insn.getOpcode()) {
      case GETFIELD -> field((FieldInsnNode) insn, value.flags() & (Val.THIS | Val.STATIC));
      case CHECKCAST -> value;
      case LNEG, DNEG, I2L, F2L, D2L, I2D, L2D, F2D -> Val.WIDE;
      default -> Val.PLAIN;
    };
  }

  @Override
  public Val binaryOperation(AbstractInsnNode insn, Val first, Val second) {
    return switch (insn.getOpcode()) {
      case LALOAD, DALOAD, LADD, DADD, LSUB, DSUB, LMUL, DMUL, LDIV, DDIV, LREM, DREM -> Val.WIDE;
      case LSHL, LSHR, LUSHR, LAND, LOR, LXOR -> Val.WIDE;
      case AALOAD -> new Val(1, first.flags() & (Val.THIS | Val.STATIC), Set.of());
      default -> Val.PLAIN;
    };
  }

  @Override
  public Val ternaryOperation(AbstractInsnNode insn, Val array, Val index, Val value) {
    return Val.PLAIN;
  }

  @Override
  public Val naryOperation(AbstractInsnNode insn, List<? extends Val> values) {
    if (insn instanceof InvokeDynamicInsnNode lambda) {
      return Val.from(Type.getReturnType(lambda.desc), lambda);
    }
    if (!(insn instanceof MethodInsnNode call)) {
      return Val.PLAIN;
    }
    int flags = hashed.flags(call, List.copyOf(values));
    if (call.owner.startsWith("java/") && GETTERS.contains(call.name)) {
      flags |= values.get(0).flags() & (Val.THIS | Val.STATIC);
    }
    return Val.of(Type.getReturnType(call.desc)).with(flags);
  }

  @Override
  public void returnOperation(AbstractInsnNode insn, Val value, Val expected) {
    // What a method returns is read from its frames.
  }

  @Override
  public Val merge(Val first, Val second) {
    return first.or(second);
  }

  private Val field(FieldInsnNode access, int flags) {
    int hash = hashed.knows(name(access)) ? Val.HASH : 0;
    return Val.of(Type.getType(access.desc)).with(flags | hash);
  }

  /** The field by the class that declares it, which need not be the one that the code names. */
  String name(FieldInsnNode access) {
    return classes.lineage(access.owner).stream()
            .filter(type -> type.fields.stream().anyMatch(f -> f.name.equals(access.name)))
            .findFirst()
            .map(type -> type.name)
            .orElse(access.owner)
        + "."
        + access.name;
  }
}
