// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.ClassFiles.Method;
import io.github.temporalpatterns.testing.determinism.Facts.Call;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/** Follows values through one method, given what is known of its arguments. */
final class Flow extends Interpreter<Val> implements Opcodes {
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");

  /** The arguments of a call through which a value is seen, not what is made of it. */
  private static final int REACHED = Val.STATIC | Val.OWN | Val.DATA;

  private final CallGraph graph;
  private final Method method;
  private final List<Integer> given;
  private final Knowledge knowledge;

  Flow(CallGraph graph, Method method, List<Integer> given) {
    super(ASM9);
    this.graph = graph;
    this.method = method;
    this.given = given;
    this.knowledge = graph.knowledge();
  }

  @Override
  public @Nullable Val newValue(@Nullable Type type) {
    if (type == null) {
      return Val.UNKNOWN;
    }
    return type.getSort() == Type.VOID ? null : Val.of(type);
  }

  @Override
  public Val newParameterValue(boolean isInstanceMethod, int local, Type type) {
    int index = parameter(isInstanceMethod, local);
    int flags = index < given.size() ? given.get(index) : 0;
    return Val.UNKNOWN.with(flags).cast(type).from(new Val.Param(index));
  }

  private int parameter(boolean isInstanceMethod, int local) {
    int slot = isInstanceMethod ? 1 : 0;
    int index = slot;
    if (local == 0 && isInstanceMethod) {
      return 0;
    }
    for (Type type : Type.getArgumentTypes(method.node().desc)) {
      if (slot == local) {
        return index;
      }
      slot += type.getSize();
      index++;
    }
    return index;
  }

  @Override
  public Val newExceptionValue(TryCatchBlockNode handler, Frame<Val> frame, Type exceptionType) {
    return Val.of(exceptionType).from(handler);
  }

  @Override
  public Val newOperation(AbstractInsnNode insn) {
    return switch (insn.getOpcode()) {
      case ACONST_NULL -> Val.nothing();
      case LCONST_0, LCONST_1 -> Val.of(Type.LONG_TYPE);
      case DCONST_0, DCONST_1 -> Val.of(Type.DOUBLE_TYPE);
      case FCONST_0, FCONST_1, FCONST_2 -> Val.of(Type.FLOAT_TYPE);
      case LDC -> constant((LdcInsnNode) insn);
      case GETSTATIC -> ofClass((FieldInsnNode) insn);
      case NEW -> made(insn, Type.getObjectType(((TypeInsnNode) insn).desc), 0, Set.of());
      default -> Val.of(Type.INT_TYPE);
    };
  }

  /** What no object of a class can change is not shared in a way that matters. */
  private Val ofClass(FieldInsnNode access) {
    Type type = Type.getType(access.desc);
    boolean constant =
        type.getSort() == Type.OBJECT && graph.constants().contains(type.getInternalName());
    return field(access, constant ? 0 : Val.STATIC, Set.of());
  }

  private static Val constant(LdcInsnNode insn) {
    if (insn.cst instanceof org.objectweb.asm.ConstantDynamic dynamic) {
      return Val.of(Type.getType(dynamic.getDescriptor()));
    }
    if (insn.cst instanceof String) {
      return Val.of(Type.getObjectType("java/lang/String")).from(insn);
    }
    if (insn.cst instanceof Long) {
      return Val.of(Type.LONG_TYPE);
    }
    return insn.cst instanceof Double ? Val.of(Type.DOUBLE_TYPE) : Val.UNKNOWN;
  }

  @Override
  public Val copyOperation(AbstractInsnNode insn, Val value) {
    return value;
  }

  @Override
  public @Nullable Val unaryOperation(AbstractInsnNode insn, Val value) {
    return switch (insn.getOpcode()) {
      case GETFIELD -> field((FieldInsnNode) insn, value.flags() & REACHED, value.parts());
      case CHECKCAST -> value.cast(Type.getObjectType(((TypeInsnNode) insn).desc));
      case LNEG, I2L, F2L, D2L -> Val.of(Type.LONG_TYPE).of(value.parts());
      case DNEG, I2D, L2D, F2D -> Val.of(Type.DOUBLE_TYPE).of(value.parts());
      case ANEWARRAY -> made(insn, arrayOf(((TypeInsnNode) insn).desc), 0, Set.of());
      case NEWARRAY -> made(insn, primitives(((IntInsnNode) insn).operand), 0, Set.of());
      default -> Val.of(Type.INT_TYPE).of(value.parts());
    };
  }

  private static Type arrayOf(String type) {
    return Type.getType("[" + Type.getObjectType(type).getDescriptor());
  }

  private static Type primitives(int code) {
    return Type.getType("[" + "ZCFDBSIJ".charAt(Math.floorMod(code - T_BOOLEAN, 8)));
  }

  @Override
  public Val binaryOperation(AbstractInsnNode insn, Val first, Val second) {
    Set<Object> parts = Val.union(first.parts(), second.parts());
    return switch (insn.getOpcode()) {
      case LALOAD, LADD, LSUB, LMUL, LDIV, LREM, LSHL, LSHR, LUSHR, LAND, LOR, LXOR ->
          Val.of(Type.LONG_TYPE).of(parts);
      case DALOAD, DADD, DSUB, DMUL, DDIV, DREM -> Val.of(Type.DOUBLE_TYPE).of(parts);
      case AALOAD -> {
        Val value = made(insn, OBJECT, Val.taken(first.flags()), parts);
        yield value.cast(element(first.type()));
      }
      default -> Val.of(Type.INT_TYPE).of(parts);
    };
  }

  private static Type element(String array) {
    return array.startsWith("[") ? Type.getType(array.substring(1)) : OBJECT;
  }

  @Override
  public @Nullable Val ternaryOperation(AbstractInsnNode insn, Val array, Val index, Val value) {
    return null;
  }

  @Override
  public @Nullable Val naryOperation(AbstractInsnNode insn, List<? extends Val> values) {
    Set<Object> parts = new LinkedHashSet<>();
    values.forEach(value -> parts.addAll(value.parts()));
    if (insn instanceof InvokeDynamicInsnNode dynamic) {
      int flags = Lambdas.body(dynamic).map(graph::effect).orElse(0);
      return made(insn, Type.getReturnType(dynamic.desc), flags, parts);
    }
    if (insn instanceof MultiANewArrayInsnNode array) {
      return made(insn, Type.getType(array.desc), 0, parts);
    }
    return insn instanceof MethodInsnNode call
        ? result(call, List.copyOf(values), parts)
        : Val.UNKNOWN;
  }

  private @Nullable Val result(MethodInsnNode call, List<Val> arguments, Set<Object> parts) {
    Type type = Type.getReturnType(call.desc);
    if (type.getSort() == Type.VOID) {
      return null;
    }
    boolean fluent =
        call.owner.startsWith("java/lang/StringBu") && type.getInternalName().equals(call.owner);
    return fluent ? arguments.get(0).of(parts) : made(call, type, returned(call, arguments), parts);
  }

  private int returned(MethodInsnNode insn, List<Val> arguments) {
    Call call = graph.call(0, insn, arguments);
    if (graph.isRemote(call) || Sdk.decodes(call)) {
      return Val.UNKNOWN.with(Val.DATA).cast(Type.getReturnType(insn.desc)).flags();
    }
    if (graph.isOwn(call.owner())) {
      return graph.returned(call);
    }
    String text = call.text();
    Type type = Type.getReturnType(insn.desc);
    int flags = Containers.result(text, type.getInternalName(), arguments);
    boolean handsOut = !arguments.isEmpty() && Containers.handsOut(text);
    int element = type.equals(OBJECT) ? 0 : Val.HELD | Val.HELD_ACTS;
    return handsOut ? flags | (Val.taken(arguments.get(0).flags()) & ~element) : flags;
  }

  @Override
  public void returnOperation(AbstractInsnNode insn, Val value, Val expected) {
    // What a method returns is read from its frames.
  }

  @Override
  public Val merge(Val first, Val second) {
    return first.or(second);
  }

  /** A value that this instruction makes; somebody may have sorted or filled it elsewhere. */
  private Val made(AbstractInsnNode insn, Type type, int flags, Set<Object> parts) {
    Val value = Val.UNKNOWN.with(flags).as(type);
    int all = knowledge.at(insn, value.flags());
    return new Val(value.type(), all, Set.of(insn), Val.union(Set.of(insn), parts));
  }

  private Val field(FieldInsnNode access, int flags, Set<Object> parts) {
    String name = graph.name(access);
    Val value = Val.UNKNOWN.with(flags).cast(Type.getType(access.desc));
    return new Val(
        value.type(),
        knowledge.at(name, value.flags()),
        Set.of(name),
        Val.union(Set.of(name), parts));
  }
}
