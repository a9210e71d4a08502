using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gem.Vm.Bytecode;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// The interpreter's loop. One method, longer than the house rule allows: its state (instruction pointer, window, frame)
/// must stay in registers, which the compiler only does for the locals of one method without try blocks. Whatever is not
/// needed in the hot path is a call. Saving <c>frame.Ip</c> before a call is what makes it unwindable. References that a
/// frame above still holds from the call before are compared first: that is cheaper than a write barrier.
/// </summary>
internal static unsafe partial class DispatchLoop
{
    /// <summary>
    /// Runs from the top frame. Answers the value that a run's first frame returned, or <see cref="Tags.Control"/> when an
    /// unwinding waits in the thread.
    /// </summary>
    [SkipLocalsInit]
    public static Value Run(VmThread t)
    {
        ref Frame frame = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(t.Frames), t.FrameIndex);
        ref Value r = ref Window(t, frame.Base);
        CompiledCode code = frame.Code;
        Instruction* ip = frame.Ip;
        Value[] stack = t.Stack;
        Value result;
        Instruction plain;
        while (true)
        {
            Instruction* i = ip++;
        execute:
            switch (i->Op)
            {
                case Opcode.Nop: continue;
                case Opcode.Move: Put(ref Unsafe.Add(ref r, i->A), Unsafe.Add(ref r, i->B)); continue;
                case Opcode.LoadInteger: Unsafe.Add(ref r, i->A) = Value.FromInteger(i->Wide); continue;
                case Opcode.LoadLiteral: Put(ref Unsafe.Add(ref r, i->A), code.Literals[i->Wide]); continue;
                case Opcode.AliasGlobal: t.Vm.Globals.Alias((SymbolObject)Unsafe.Add(ref r, i->A).Ref!, (SymbolObject)Unsafe.Add(ref r, i->B).Ref!); continue;
                case Opcode.StoreLiteral: code.Literals[i->Wide] = Unsafe.Add(ref r, i->A); continue;
                case Opcode.LoadString: Unsafe.Add(ref r, i->A) = Literals.CopyString(t, code.Literals[i->Wide]); continue;
                case Opcode.LoadNil: Put(ref Unsafe.Add(ref r, i->A), Value.Nil); continue;
                case Opcode.LoadTrue: Put(ref Unsafe.Add(ref r, i->A), Value.True); continue;
                case Opcode.LoadFalse: Put(ref Unsafe.Add(ref r, i->A), Value.False); continue;
                case Opcode.LoadUndefined: Put(ref Unsafe.Add(ref r, i->A), Value.Undefined); continue;
                case Opcode.LoadBlock: Unsafe.Add(ref r, i->A) = Literals.BlockValue(Unsafe.Add(ref r, 1)); continue;
                case Opcode.LoadMethodBlock: Unsafe.Add(ref r, i->A) = Literals.BlockValue(Calls.MethodBlockOf(t, ref frame)); continue;
                case Opcode.GetCaptured: Put(ref Unsafe.Add(ref r, i->A), t.Vm.Load(ref Captures.Slot(ref frame, i->B, i->C))); continue;
                case Opcode.SetCaptured: Put(ref Captures.SlotForWriting(t, ref frame, i->B, i->C), Unsafe.Add(ref r, i->A)); continue;
                case Opcode.NewEnvironment: frame.Environment = Captures.Create(t, ref frame, i->Wide); continue;

                case Opcode.GetInstanceVariable:
                {
                    SlotCache cache = code.SlotCaches[i->B];
                    HeapObject? self = r.Ref;
                    if (self is not null && self.ShapeId == (int)cache.Header)
                    {
                        ref Value slot = ref cache.Slot >= 0 ? ref PlainObject.InlineSlot(self, cache.Slot) : ref self.Overflow![~cache.Slot];
                        if (slot.Ref == Tags.Unfaulted)
                        {
                            frame.Ip = ip;
                            Put(ref Unsafe.Add(ref r, i->A), t.Vm.Load(ref slot));
                            continue;
                        }

                        if (slot.Ref != Tags.Undefined)
                        {
                            Put(ref Unsafe.Add(ref r, i->A), slot);
                            continue;
                        }
                    }

                    frame.Ip = ip;
                    Unsafe.Add(ref r, i->A) = SlotAccess.GetAndCache(t, r, cache);
                    continue;
                }

                case Opcode.SetInstanceVariable:
                {
                    SlotCache cache = code.SlotCaches[i->B];
                    HeapObject? self = r.Ref;
                    if (self is not null && self.Header == cache.Header)
                    {
                        (cache.Slot >= 0 ? ref PlainObject.InlineSlot(self, cache.Slot) : ref self.Overflow![~cache.Slot]) = Unsafe.Add(ref r, i->A);
                        continue;
                    }

                    frame.Ip = ip;
                    SlotAccess.SetAndCache(t, r, cache, Unsafe.Add(ref r, i->A));
                    continue;
                }

                case Opcode.GetGlobal: frame.Ip = ip; Unsafe.Add(ref r, i->A) = t.Vm.Globals.Get(t, Literals.Symbol(code, i->Wide)); continue;
                case Opcode.SetGlobal: frame.Ip = ip; t.Vm.Globals.Set(t, Literals.Symbol(code, i->Wide), Unsafe.Add(ref r, i->A)); continue;

                case Opcode.GetConstant:
                {
                    ConstantCache cache = code.ConstantCaches[i->Wide];
                    if (cache.IsFilled)
                    {
                        Put(ref Unsafe.Add(ref r, i->A), cache.Value);
                        continue;
                    }

                    frame.Ip = ip;
                    Unsafe.Add(ref r, i->A) = ConstantAccess.Get(t, code, cache);
                    continue;
                }

                case Opcode.GetScopedConstant:
                {
                    ConstantCache cache = code.ConstantCaches[i->B];
                    if (cache.IsFilled && cache.Module == Unsafe.Add(ref r, i->C).Ref)
                    {
                        Put(ref Unsafe.Add(ref r, i->A), cache.Value);
                        continue;
                    }

                    frame.Ip = ip;
                    Unsafe.Add(ref r, i->A) = ConstantAccess.GetScoped(t, Unsafe.Add(ref r, i->C), cache);
                    continue;
                }

                case Opcode.SetConstant: frame.Ip = ip; ConstantAccess.Set(t, Unsafe.Add(ref r, i->C), Literals.Symbol(code, i->B), Unsafe.Add(ref r, i->A)); continue;
                case Opcode.GetLexicalModule: Unsafe.Add(ref r, i->A) = code.Root.Scope?.Module ?? t.Vm.Classes.Object; continue;
                case Opcode.GetDefinee: Unsafe.Add(ref r, i->A) = Definitions.Definee(t, ref frame); continue;
                case Opcode.GetClassVariable: frame.Ip = ip; Unsafe.Add(ref r, i->A) = ConstantAccess.GetClassVariable(t, code, Literals.Symbol(code, i->Wide)); continue;
                case Opcode.SetClassVariable: frame.Ip = ip; ConstantAccess.SetClassVariable(t, code, Literals.Symbol(code, i->Wide), Unsafe.Add(ref r, i->A)); continue;

                case Opcode.Add:
                {
                    ref Value x = ref Unsafe.Add(ref r, i->B);
                    ref Value y = ref Unsafe.Add(ref r, i->C);
                    if (x.IsFixnum && y.IsFixnum)
                    {
                        long sum = x.Bits + y.Bits;
                        if (((x.Bits ^ sum) & (y.Bits ^ sum)) >= 0)
                        {
                            Unsafe.Add(ref r, i->A) = Value.FromInteger(sum);
                            continue;
                        }
                    }
                    else if (x.IsFloat && y.IsFloat)
                    {
                        Put(ref Unsafe.Add(ref r, i->A), Value.FromFloat(x.Float + y.Float));
                        continue;
                    }

                    goto binary;
                }

                case Opcode.Subtract:
                {
                    ref Value x = ref Unsafe.Add(ref r, i->B);
                    ref Value y = ref Unsafe.Add(ref r, i->C);
                    if (x.IsFixnum && y.IsFixnum)
                    {
                        long difference = x.Bits - y.Bits;
                        if (((x.Bits ^ y.Bits) & (x.Bits ^ difference)) >= 0)
                        {
                            Unsafe.Add(ref r, i->A) = Value.FromInteger(difference);
                            continue;
                        }
                    }
                    else if (x.IsFloat && y.IsFloat)
                    {
                        Put(ref Unsafe.Add(ref r, i->A), Value.FromFloat(x.Float - y.Float));
                        continue;
                    }

                    goto binary;
                }

                case Opcode.AddInteger:
                {
                    ref Value x = ref Unsafe.Add(ref r, i->B);
                    if (x.IsFixnum)
                    {
                        long sum = x.Bits + i->C;
                        if (((x.Bits ^ sum) & (i->C ^ sum)) >= 0)
                        {
                            Unsafe.Add(ref r, i->A) = Value.FromInteger(sum);
                            continue;
                        }
                    }

                    frame.Ip = ip;
                    result = Operators.Binary(t, i->Op, x, Value.FromInteger(i->C));
                    goto deliver;
                }

                case Opcode.SubtractInteger:
                {
                    ref Value x = ref Unsafe.Add(ref r, i->B);
                    if (x.IsFixnum)
                    {
                        long difference = x.Bits - i->C;
                        if (((x.Bits ^ i->C) & (x.Bits ^ difference)) >= 0)
                        {
                            Unsafe.Add(ref r, i->A) = Value.FromInteger(difference);
                            continue;
                        }
                    }

                    frame.Ip = ip;
                    result = Operators.Binary(t, i->Op, x, Value.FromInteger(i->C));
                    goto deliver;
                }

                case Opcode.Multiply: if (!AreOperandsFloats(ref r, i)) goto binary; Put(ref Unsafe.Add(ref r, i->A), Value.FromFloat(Unsafe.Add(ref r, i->B).Float * Unsafe.Add(ref r, i->C).Float)); continue;
                case Opcode.Divide or Opcode.Modulo or Opcode.BitOr or Opcode.ShiftRight: goto binary;

                case Opcode.ShiftLeft:
                    if (Unsafe.Add(ref r, i->B).Ref is ArrayObject appended && appended.Header == t.ArrayShape)
                    {
                        appended.Append(Unsafe.Add(ref r, i->C));
                        Put(ref Unsafe.Add(ref r, i->A), appended);
                        continue;
                    }

                    goto binary;


                case Opcode.BitAnd:
                    if (Unsafe.Add(ref r, i->B).IsFixnum && Unsafe.Add(ref r, i->C).IsFixnum)
                    {
                        Unsafe.Add(ref r, i->A) = Value.FromInteger(Unsafe.Add(ref r, i->B).Bits & Unsafe.Add(ref r, i->C).Bits);
                        continue;
                    }

                    goto binary;

                case Opcode.Less: if (!AreOperandsIntegers(ref r, i)) goto binary; Unsafe.Add(ref r, i->A) = Value.FromBoolean(Unsafe.Add(ref r, i->B).Bits < Unsafe.Add(ref r, i->C).Bits); continue;
                case Opcode.LessEqual: if (!AreOperandsIntegers(ref r, i)) goto binary; Unsafe.Add(ref r, i->A) = Value.FromBoolean(Unsafe.Add(ref r, i->B).Bits <= Unsafe.Add(ref r, i->C).Bits); continue;
                case Opcode.Greater: if (!AreOperandsIntegers(ref r, i)) goto binary; Unsafe.Add(ref r, i->A) = Value.FromBoolean(Unsafe.Add(ref r, i->B).Bits > Unsafe.Add(ref r, i->C).Bits); continue;
                case Opcode.GreaterEqual: if (!AreOperandsIntegers(ref r, i)) goto binary; Unsafe.Add(ref r, i->A) = Value.FromBoolean(Unsafe.Add(ref r, i->B).Bits >= Unsafe.Add(ref r, i->C).Bits); continue;
                case Opcode.Equal:
                    if (Unsafe.Add(ref r, i->B).IsFixnum && Unsafe.Add(ref r, i->C).IsFixnum)
                    {
                        Unsafe.Add(ref r, i->A) = Value.FromBoolean(Unsafe.Add(ref r, i->B).Bits == Unsafe.Add(ref r, i->C).Bits);
                        continue;
                    }

                    frame.Ip = ip;
                    result = Operators.Equal(t, Opcode.Equal, Unsafe.Add(ref r, i->B), Unsafe.Add(ref r, i->C));
                    goto deliver;

                case Opcode.NotEqual:
                    if (Unsafe.Add(ref r, i->B).IsFixnum && Unsafe.Add(ref r, i->C).IsFixnum)
                    {
                        Unsafe.Add(ref r, i->A) = Value.FromBoolean(Unsafe.Add(ref r, i->B).Bits != Unsafe.Add(ref r, i->C).Bits);
                        continue;
                    }

                    frame.Ip = ip;
                    result = Operators.Equal(t, Opcode.NotEqual, Unsafe.Add(ref r, i->B), Unsafe.Add(ref r, i->C));
                    goto deliver;

                case Opcode.Identical: Unsafe.Add(ref r, i->A) = Value.FromBoolean(Value.Same(Unsafe.Add(ref r, i->B), Unsafe.Add(ref r, i->C))); continue;
                case Opcode.CaseEqual: frame.Ip = ip; result = Operators.CaseEqual(t, Unsafe.Add(ref r, i->B), Unsafe.Add(ref r, i->C)); goto deliver;
                case Opcode.NotIdentical: Unsafe.Add(ref r, i->A) = Value.FromBoolean(!Value.Same(Unsafe.Add(ref r, i->B), Unsafe.Add(ref r, i->C))); continue;

                case Opcode.Not:
                {
                    ref Value x = ref Unsafe.Add(ref r, i->C);
                    SendCache site = code.SendCaches[i->B];
                    if (x.ShapeId < Shapes.ShapeIds.Stale || x.ShapeId == site.ShapeId)
                    {
                        Unsafe.Add(ref r, i->A) = Value.FromBoolean(!x.IsTruthy);
                        continue;
                    }

                    frame.Ip = ip;
                    result = Operators.Not(t, site, x);
                    goto deliver;
                }

                case Opcode.GetElement:
                {
                    ref Value index = ref Unsafe.Add(ref r, i->C);
                    if (index.IsFixnum && Unsafe.Add(ref r, i->B).Ref is ArrayObject array && array.ShapeId == t.ArrayShape)
                    {
                        if ((ulong)index.Bits < (ulong)array.Count)
                        {
                            Put(ref Unsafe.Add(ref r, i->A), t.Vm.Load(ref array.Slot((int)index.Bits)));
                            continue;
                        }
                    }

                    frame.Ip = ip;
                    result = Operators.GetElement(t, Unsafe.Add(ref r, i->B), index);
                    goto deliver;
                }

                case Opcode.SetElement:
                {
                    ref Value index = ref Unsafe.Add(ref r, i->C);
                    if (index.IsFixnum && Unsafe.Add(ref r, i->B).Ref is ArrayObject array && array.Header == t.ArrayShape
                        && (ulong)index.Bits < (ulong)array.Count)
                    {
                        array.SlotToWrite((int)index.Bits) = Unsafe.Add(ref r, i->A);
                        continue;
                    }

                    frame.Ip = ip;
                    result = Operators.SetElement(t, Unsafe.Add(ref r, i->B), index, Unsafe.Add(ref r, i->A));
                    goto deliver;
                }

                case Opcode.Jump: ip += i->Wide; continue;
                case Opcode.Loop:
                    ip += i->Wide;
                    if (t.Interrupt != 0) goto poll;
                    continue;
                case Opcode.JumpIf: ip += Unsafe.Add(ref r, i->A).IsTruthy ? i->Wide : 0; continue;
                case Opcode.JumpUnless: ip += Unsafe.Add(ref r, i->A).IsTruthy ? 0 : i->Wide; continue;
                case Opcode.JumpNil: ip += Unsafe.Add(ref r, i->A).IsNil ? i->Wide : 0; continue;
                case Opcode.JumpNotNil: ip += Unsafe.Add(ref r, i->A).IsNil ? 0 : i->Wide; continue;
                case Opcode.JumpGiven: ip += Unsafe.Add(ref r, i->A).IsUndefined ? 0 : i->Wide; continue;

                case Opcode.JumpTrue or Opcode.JumpFalse:
                {
                    HeapObject? condition = Unsafe.Add(ref r, i->A).Ref;
                    if (condition == Tags.True || condition == Tags.False)
                    {
                        ip += (condition == Tags.True) == (i->Op == Opcode.JumpTrue) ? i->Wide : 0;
                        continue;
                    }

                    frame.Ip = ip;
                    t.Send(Unsafe.Add(ref r, i->A), t.Vm.Selectors.NonBoolean, 0, null);
                    ip += i->Wide;
                    continue;
                }

                case Opcode.JumpLess: if (!AreIntegers(ref r, i)) goto compare; if (Unsafe.Add(ref r, i->A).Bits < Unsafe.Add(ref r, i->B).Bits) goto branch; continue;
                case Opcode.JumpLessEqual: if (!AreIntegers(ref r, i)) goto compare; if (Unsafe.Add(ref r, i->A).Bits <= Unsafe.Add(ref r, i->B).Bits) goto branch; continue;
                case Opcode.JumpNotLess: if (!AreIntegers(ref r, i)) goto compare; if (Unsafe.Add(ref r, i->A).Bits >= Unsafe.Add(ref r, i->B).Bits) goto branch; continue;
                case Opcode.JumpNotLessEqual: if (!AreIntegers(ref r, i)) goto compare; if (Unsafe.Add(ref r, i->A).Bits > Unsafe.Add(ref r, i->B).Bits) goto branch; continue;
                case Opcode.JumpGreater: if (!AreIntegers(ref r, i)) goto compare; if (Unsafe.Add(ref r, i->A).Bits > Unsafe.Add(ref r, i->B).Bits) goto branch; continue;
                case Opcode.JumpGreaterEqual: if (!AreIntegers(ref r, i)) goto compare; if (Unsafe.Add(ref r, i->A).Bits >= Unsafe.Add(ref r, i->B).Bits) goto branch; continue;
                case Opcode.JumpNotGreater: if (!AreIntegers(ref r, i)) goto compare; if (Unsafe.Add(ref r, i->A).Bits <= Unsafe.Add(ref r, i->B).Bits) goto branch; continue;
                case Opcode.JumpNotGreaterEqual: if (!AreIntegers(ref r, i)) goto compare; if (Unsafe.Add(ref r, i->A).Bits < Unsafe.Add(ref r, i->B).Bits) goto branch; continue;
                case Opcode.JumpEqual: if (!AreIntegers(ref r, i)) goto compare; if (Unsafe.Add(ref r, i->A).Bits == Unsafe.Add(ref r, i->B).Bits) goto branch; continue;
                case Opcode.JumpNotEqual: if (!AreIntegers(ref r, i)) goto compare; if (Unsafe.Add(ref r, i->A).Bits != Unsafe.Add(ref r, i->B).Bits) goto branch; continue;
                case Opcode.JumpLessInteger: if (!Unsafe.Add(ref r, i->A).IsFixnum) goto compareInteger; if (Unsafe.Add(ref r, i->A).Bits < (short)i->B) goto branch; continue;
                case Opcode.JumpLessEqualInteger: if (!Unsafe.Add(ref r, i->A).IsFixnum) goto compareInteger; if (Unsafe.Add(ref r, i->A).Bits <= (short)i->B) goto branch; continue;
                case Opcode.JumpNotLessInteger: if (!Unsafe.Add(ref r, i->A).IsFixnum) goto compareInteger; if (Unsafe.Add(ref r, i->A).Bits >= (short)i->B) goto branch; continue;
                case Opcode.JumpNotLessEqualInteger: if (!Unsafe.Add(ref r, i->A).IsFixnum) goto compareInteger; if (Unsafe.Add(ref r, i->A).Bits > (short)i->B) goto branch; continue;
                case Opcode.JumpGreaterInteger: if (!Unsafe.Add(ref r, i->A).IsFixnum) goto compareInteger; if (Unsafe.Add(ref r, i->A).Bits > (short)i->B) goto branch; continue;
                case Opcode.JumpGreaterEqualInteger: if (!Unsafe.Add(ref r, i->A).IsFixnum) goto compareInteger; if (Unsafe.Add(ref r, i->A).Bits >= (short)i->B) goto branch; continue;
                case Opcode.JumpNotGreaterInteger: if (!Unsafe.Add(ref r, i->A).IsFixnum) goto compareInteger; if (Unsafe.Add(ref r, i->A).Bits <= (short)i->B) goto branch; continue;
                case Opcode.JumpNotGreaterEqualInteger: if (!Unsafe.Add(ref r, i->A).IsFixnum) goto compareInteger; if (Unsafe.Add(ref r, i->A).Bits < (short)i->B) goto branch; continue;

                case Opcode.SendSelf:
                    if (code.SendCaches[i->B].Call == CachedCall.ArrayCount && code.SendCaches[i->B].ShapeId == r.ShapeId)
                    {
                        Unsafe.Add(ref r, i->A) = Value.FromInteger(Unsafe.As<ArrayObject>(r.Ref)!.Count);
                        continue;
                    }

                    Put(ref Unsafe.Add(ref r, i->C), r);
                    goto case Opcode.Send;

                case Opcode.Send:
                    Unsafe.Add(ref r, i->C + 1) = Value.NoBlock;
                    goto case Opcode.SendWithBlock;

                case Opcode.SendWithBlock:
                {
                    SendCache site = code.SendCaches[i->B];
                    ref Value window = ref Unsafe.Add(ref r, i->C);
                    if (window.ShapeId == site.ShapeId)
                    {
                        if (site.Call == CachedCall.Frame)
                        {
                            CompiledCode target = site.Target!;
                            int windowBase = frame.Base + i->C;
                            if (windowBase + target.FrameSize <= t.StackLimit && t.FrameIndex < t.FrameLimit)
                            {
                                frame.Ip = ip;
                                frame = ref Unsafe.Add(ref frame, 1);
                                t.FrameIndex++;
                                if (frame.Code != target) frame.Code = target;
                                frame.Closure = null;
                                frame.Environment = null;
                                frame.Base = windowBase;
                                frame.Flags = FrameFlags.None;
                                frame.Token = 0;
                                frame.ArgumentCount = site.ArgumentCount;
                                r = ref window;
                                code = target;
                                ip = target.Entry;
                                continue;
                            }
                        }
                        else if (site.Call == CachedCall.Primitive)
                        {
                            frame.Ip = ip;
                            result = site.Primitive(t, new Arguments(ref window, site.ArgumentCount));
                            goto deliver;
                        }
                        else if (site.Call == CachedCall.ReadSlot)
                        {
                            HeapObject body = window.Ref!;
                            result = t.Vm.Load(ref site.Slot >= 0 ? ref PlainObject.InlineSlot(body, site.Slot) : ref body.Overflow![~site.Slot]);
                            Put(ref Unsafe.Add(ref r, i->A), result.IsUndefined ? Value.Nil : result);
                            continue;
                        }
                        else if (site.Call == CachedCall.ArrayCount)
                        {
                            Unsafe.Add(ref r, i->A) = Value.FromInteger(Unsafe.As<ArrayObject>(window.Ref)!.Count);
                            continue;
                        }
                    }

                    frame.Ip = ip;
                    result = Calls.Send(t, site, frame.Base + i->C, code.EnvironmentId);
                    goto deliver;
                }

                case Opcode.SendSuper: frame.Ip = ip; result = Calls.SendSuper(t, code.SendCaches[i->B], frame.Base + i->C); goto deliver;

                case Opcode.Yield:
                {
                    SendCache site = code.SendCaches[i->B];
                    HeapObject? block = frame.Closure is null ? Unsafe.Add(ref r, 1).Ref : Calls.MethodBlockOf(t, ref frame).Ref;
                    if (site.Flags == CallFlags.None && block is ProcObject proc && proc.Code.SimpleArity == site.ArgumentCount
                        && proc.ShapeId != Shapes.ShapeIds.Stale)
                    {
                        CompiledCode target = proc.Code;
                        int windowBase = frame.Base + i->C;
                        if (windowBase + target.FrameSize <= t.StackLimit && t.FrameIndex < t.FrameLimit)
                        {
                            frame.Ip = ip;
                            frame = ref Unsafe.Add(ref frame, 1);
                            t.FrameIndex++;
                            if (frame.Code != target) frame.Code = target;
                            if (frame.Closure != proc) frame.Closure = proc;
                            if (frame.Environment != proc.Environment) frame.Environment = proc.Environment;
                            frame.Base = windowBase;
                            frame.Flags = proc.IsLambda ? FrameFlags.Lambda : FrameFlags.None;
                            frame.Token = 0;
                            frame.ArgumentCount = site.ArgumentCount;
                            r = ref Unsafe.Add(ref r, i->C);
                            Put(ref r, proc.Self);
                            Unsafe.Add(ref r, 1) = Value.NoBlock;
                            code = target;
                            ip = target.Entry;
                            continue;
                        }
                    }

                    frame.Ip = ip;
                    result = Calls.Yield(t, site, frame.Base + i->C);
                    goto deliver;
                }

                case Opcode.CallBlock: frame.Ip = ip; result = Calls.CallValue(t, code.SendCaches[i->B], frame.Base + i->C, code.EnvironmentId); goto deliver;
                case Opcode.MakeBlock: Unsafe.Add(ref r, i->A) = Closures.Make(t, ref frame, code.Literals[i->Wide], false); continue;
                case Opcode.MakeLambda: Unsafe.Add(ref r, i->A) = Closures.Make(t, ref frame, code.Literals[i->Wide], true); continue;

                case Opcode.Return:
                    if ((frame.Flags & ~FrameFlags.Lambda) == 0)
                    {
                        result = Unsafe.Add(ref r, i->A);
                        frame = ref Unsafe.Subtract(ref frame, 1);
                        t.FrameIndex--;
                        code = frame.Code;
                        r = ref Window(t, frame.Base);
                        ip = frame.Ip;
                        Put(ref Unsafe.Add(ref r, (ip - 1)->A), result);
                        continue;
                    }

                    result = Unwinder.Leave(t, Unsafe.Add(ref r, i->A));
                    if (result.Ref != Tags.Control)
                    {
                        return result;
                    }

                    goto reload;

                case Opcode.ReturnNonLocal: frame.Ip = ip; result = Closures.ReturnFromHome(t, ref frame, Unsafe.Add(ref r, i->A)); goto deliver;
                case Opcode.ReturnThroughEnsure: frame.Ip = ip; result = Closures.ReturnFromFrame(t, Unsafe.Add(ref r, i->A)); goto deliver;
                case Opcode.Break: frame.Ip = ip; result = Closures.Break(t, ref frame, Unsafe.Add(ref r, i->A)); goto deliver;
                case Opcode.NewArray: Unsafe.Add(ref r, i->A) = t.Vm.NewArray(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref r, i->B), i->C)); continue;
                case Opcode.NewHash: frame.Ip = ip; Unsafe.Add(ref r, i->A) = Literals.Hash(t, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref r, i->B), 2 * i->C)); continue;
                case Opcode.NewRange or Opcode.NewExclusiveRange: frame.Ip = ip; Unsafe.Add(ref r, i->A) = Literals.Range(t, Unsafe.Add(ref r, i->B), Unsafe.Add(ref r, i->C), i->Op == Opcode.NewExclusiveRange); continue;
                case Opcode.ArrayAppend: ((ArrayObject)Unsafe.Add(ref r, i->A).Ref!).Append(Unsafe.Add(ref r, i->B)); continue;
                case Opcode.ArrayConcat: frame.Ip = ip; Literals.Concat(t, (ArrayObject)Unsafe.Add(ref r, i->A).Ref!, Unsafe.Add(ref r, i->B)); continue;
                case Opcode.SplatToArray: frame.Ip = ip; Unsafe.Add(ref r, i->A) = Conversions.Splat(t, Unsafe.Add(ref r, i->B)); continue;
                case Opcode.HashStore: frame.Ip = ip; HashAccess.Set(t, (HashObject)Unsafe.Add(ref r, i->A).Ref!, Unsafe.Add(ref r, i->B), Unsafe.Add(ref r, i->C)); continue;
                case Opcode.HashMerge: frame.Ip = ip; Literals.Merge(t, (HashObject)Unsafe.Add(ref r, i->A).Ref!, Unsafe.Add(ref r, i->B)); continue;
                case Opcode.InterpolationToString: frame.Ip = ip; result = Literals.ToStringSend(t, code.SendCaches[i->B], frame.Base + i->C, code.EnvironmentId); goto deliver;
                case Opcode.ConcatStrings: frame.Ip = ip; Unsafe.Add(ref r, i->A) = Literals.ConcatStrings(t, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref r, i->B), i->C)); continue;
                case Opcode.ToSymbol: frame.Ip = ip; Unsafe.Add(ref r, i->A) = Literals.ToSymbol(t, Unsafe.Add(ref r, i->B)); continue;
                case Opcode.NewRegexp: frame.Ip = ip; Unsafe.Add(ref r, i->A) = Literals.Regexp(t, Unsafe.Add(ref r, i->B), i->C); continue;
                case Opcode.Destructure: frame.Ip = ip; Literals.Destructure(t, frame.Base + i->A, Unsafe.Add(ref r, i->B), code.Literals[i->C].Bits); continue;
                case Opcode.DefineMethod: frame.Ip = ip; Unsafe.Add(ref r, i->A) = Definitions.DefineMethod(t, Literals.Code(t, code, i->Wide)); continue;
                case Opcode.DefineSingletonMethod: frame.Ip = ip; Unsafe.Add(ref r, i->A) = Definitions.DefineSingletonMethod(t, Unsafe.Add(ref r, i->C), Literals.Code(t, code, i->B)); continue;
                case Opcode.OpenClass: frame.Ip = ip; result = Definitions.OpenClass(t, Literals.Code(t, code, i->B), frame.Base + i->C); goto deliver;
                case Opcode.OpenModule: frame.Ip = ip; result = Definitions.OpenModule(t, Literals.Code(t, code, i->B), frame.Base + i->C); goto deliver;
                case Opcode.OpenSingletonClass: frame.Ip = ip; result = Definitions.OpenSingletonClass(t, Literals.Code(t, code, i->B), frame.Base + i->C); goto deliver;
                case Opcode.Rethrow: frame.Ip = ip; t.Pending = Unwinder.Rethrow(Unsafe.Add(ref r, i->A)); goto unwind;
                case Opcode.EndEnsure: frame.Ip = ip; t.Pending = (Unwinding)Unsafe.Add(ref r, i->A).Ref!; goto unwind;
                case Opcode.GetErrorInfo: Unsafe.Add(ref r, i->A) = t.ErrorInfo; continue;
                case Opcode.SetErrorInfo: t.ErrorInfo = Unsafe.Add(ref r, i->A); continue;
                case Opcode.Defined: frame.Ip = ip; Unsafe.Add(ref r, i->A) = DefinedTests.Answer(t, ref frame, (DefinedKind)i->B, code.Literals[i->C], Unsafe.Add(ref r, i->A)); continue;

                case Opcode.Extended:
                    i = ip++;
                    frame.Ip = ip;
                    result = ExtendedInstructions.Run(t, ref frame, *i, (i - 1)->Wide);
                    goto deliver;

                default:
                    frame.Ip = ip;
                    if ((int)i->Op >= Tracing.TraceMarks.Mark)
                    {
                        plain = t.Vm.Tracer.Reached(t, ref frame, *i);
                        i = &plain;
                        goto execute;
                    }

                    if ((int)i->Op >= OperatorGeneralisation.General)
                    {
                        result = GeneralOperators.Run(t, ref frame, *i);
                        goto deliver;
                    }

                    throw new InvalidOperationException($"{i->Op} is not an instruction");
            }

        compare:
            frame.Ip = ip;
            if (Comparisons.Test(t, i->Op, Unsafe.Add(ref r, i->A), Unsafe.Add(ref r, i->B))) goto branch;
            continue;

        compareInteger:
            frame.Ip = ip;
            if (!Comparisons.Test(t, i->Op, Unsafe.Add(ref r, i->A), Value.FromInteger((short)i->B))) continue;

        branch:
            ip += i->C;
            if (i->C < 0 && t.Interrupt != 0) goto poll;
            continue;

        binary:
            frame.Ip = ip;
            result = Operators.Binary(t, i->Op, Unsafe.Add(ref r, i->B), Unsafe.Add(ref r, i->C));

        deliver:
            if (result.Ref != Tags.Control)
            {
                if (stack != t.Stack) goto moved;
                Put(ref Unsafe.Add(ref r, i->A), result);
                continue;
            }

            if (t.Pending is not null) goto unwind;
            if (t.StackLimit == 0) goto pollSaved;
            goto reload;

        unwind:
            result = Unwinder.Continue(t);
            if (result.Ref != Tags.Control || t.Pending is not null)
            {
                return result;
            }

            goto reload;

        moved:
            t.Stack[t.Frames[t.FrameIndex].Base + i->A] = result;
            goto reload;

        poll:
            frame.Ip = ip;

        pollSaved:
            // What was delivered may have moved the frame's instruction pointer (a jump over an operator that is sent): it stays.
            if (Polling.ShouldLeave(t))
            {
                return new Value(Tags.Control, 0);
            }

        reload:
            frame = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(t.Frames), t.FrameIndex);
            code = frame.Code;
            r = ref Window(t, frame.Base);
            ip = frame.Ip;
            stack = t.Stack;
        }
    }
}
