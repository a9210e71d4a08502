using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>Array, find and hash patterns.</summary>
internal sealed partial class CodeLowering
{
    private void LowerArrayPattern(ArrayPatternNode pattern, int subject, Label fail)
    {
        LowerPatternConstant(pattern.Constant, subject, fail);
        int parts = LowerDeconstruct(subject, fail);
        int length = builder.Take();
        SendTo(length, "length", parts);
        int fixedCount = pattern.Requireds.Length + pattern.Posts.Length;
        CheckLength(parts, length, fixedCount, pattern.Rest is not null, fail);
        int element = builder.Take();
        int index = builder.Take();
        for (int i = 0; i < pattern.Requireds.Length; i++)
        {
            builder.EmitWide(Opcode.LoadInteger, index, i);
            builder.Emit(Opcode.GetElement, element, parts, index);
            LowerPattern(pattern.Requireds[i], element, fail);
        }

        if (pattern.Rest is SplatNode { Expression: { } rest })
        {
            builder.EmitWide(Opcode.LoadInteger, index, pattern.Requireds.Length);
            int count = builder.Take();
            builder.Emit(Opcode.SubtractInteger, count, length, fixedCount);
            SendTo(element, "[]", parts, index, count);
            LowerPattern(rest, element, fail);
        }

        for (int i = 0; i < pattern.Posts.Length; i++)
        {
            builder.Emit(Opcode.SubtractInteger, index, length, pattern.Posts.Length - i);
            builder.Emit(Opcode.GetElement, element, parts, index);
            LowerPattern(pattern.Posts[i], element, fail);
        }
    }

    private void CheckLength(int parts, int length, int expected, bool isMinimum, Label fail)
    {
        int mark = builder.NextRegister;
        int test = builder.Take();
        int limit = builder.Take();
        builder.EmitWide(Opcode.LoadInteger, limit, expected);
        builder.Emit(isMinimum ? Opcode.GreaterEqual : Opcode.Equal, test, length, limit);
        FailUnless(test, fail, parts, " length mismatch (given ", length, ", expected ", limit, isMinimum ? "+)" : ")");
        builder.ReleaseTo(mark);
    }

    private void LowerPatternConstant(Node? constant, int subject, Label fail)
    {
        if (constant is not null)
        {
            LowerValuePattern(constant, subject, fail);
        }
    }

    /// <summary>The array of a subject that answers deconstruct. The subject of the match itself is asked only once.</summary>
    private int LowerDeconstruct(int subject, Label fail)
    {
        bool isCached = subject == cachedSubject;
        int parts = isCached ? cachedParts : builder.Take();
        int mark = builder.NextRegister;
        Label known = new();
        if (isCached)
        {
            builder.EmitJump(Opcode.JumpGiven, parts, known);
        }

        int test = builder.Take();
        builder.Load(test, unit.Symbol("deconstruct"));
        SendTo(test, "respond_to?", subject, test);
        FailUnless(test, fail, subject, " does not respond to #deconstruct");
        SendTo(parts, "deconstruct", subject);
        RequireKind(parts, unit.Vm.Classes.Array, "deconstruct must return Array");
        builder.Mark(known);
        builder.ReleaseTo(mark);
        return parts;
    }

    private void RequireKind(int value, ClassObject expected, string message)
    {
        int mark = builder.NextRegister;
        int test = builder.Take();
        Label holds = new();
        builder.Load(test, expected);
        builder.Emit(Opcode.CaseEqual, test, test, value);
        builder.EmitJump(Opcode.JumpIf, test, holds);
        LoadText(message, test);
        Raise(unit.Vm.Classes.TypeError, test);
        builder.Mark(holds);
        builder.ReleaseTo(mark);
    }

    /// <summary><c>[*, a, b, *]</c>: tries each place in turn.</summary>
    private void LowerFindPattern(FindPatternNode pattern, int subject, Label fail)
    {
        LowerPatternConstant(pattern.Constant, subject, fail);
        int parts = LowerDeconstruct(subject, fail);
        int length = builder.Take();
        SendTo(length, "length", parts);
        int count = pattern.Requireds.Length;
        CheckLength(parts, length, count, isMinimum: true, fail);
        int start = builder.Take();
        int end = builder.Take();
        int element = builder.Take();
        int index = builder.Take();
        builder.EmitWide(Opcode.LoadInteger, start, 0);
        builder.Emit(Opcode.SubtractInteger, end, length, count - 1);
        Label top = builder.Here();
        Label next = new();
        Label found = new();
        PatternFailure? described = failure;
        failure = null;
        for (int i = 0; i < count; i++)
        {
            builder.Emit(Opcode.AddInteger, index, start, i);
            builder.Emit(Opcode.GetElement, element, parts, index);
            LowerPattern(pattern.Requireds[i], element, next);
        }

        failure = described;
        builder.EmitJump(Opcode.Jump, 0, found);
        builder.Mark(next);
        builder.Emit(Opcode.AddInteger, start, start, 1);
        EmitLoopWhileLess(start, end, top);
        Fail(fail, parts, " does not match to find pattern");
        builder.Mark(found);
        if (pattern.Left.Expression is { } left)
        {
            builder.EmitWide(Opcode.LoadInteger, index, 0);
            SendTo(element, "[]", parts, index, start);
            LowerPattern(left, element, fail);
        }

        if (pattern.Right.Expression is { } right)
        {
            builder.Emit(Opcode.AddInteger, index, start, count);
            SendTo(element, "[]", parts, index, length);
            LowerPattern(right, element, fail);
        }
    }

    private void LowerHashPattern(HashPatternNode pattern, int subject, Label fail)
    {
        LowerPatternConstant(pattern.Constant, subject, fail);
        int hash = builder.Take();
        int key = builder.Take();
        int test = builder.Take();
        builder.Load(key, unit.Symbol("deconstruct_keys"));
        SendTo(test, "respond_to?", subject, key);
        FailUnless(test, fail, subject, " does not respond to #deconstruct_keys");
        bool keepsRest = pattern.Rest is AssocSplatNode { Value: not null };
        LowerWantedKeys(pattern, keepsRest, key);
        SendTo(hash, "deconstruct_keys", subject, key);
        RequireKind(hash, unit.Vm.Classes.Hash, "deconstruct_keys must return Hash");
        if (keepsRest)
        {
            SendTo(hash, "dup", hash);
        }

        foreach (AssocNode element in pattern.Elements)
        {
            LowerKeyPattern(element, hash, keepsRest, fail);
        }

        if (pattern.Rest is AssocSplatNode { Value: { } rest })
        {
            LowerPattern(rest, hash, fail);
        }
        else if (pattern.Rest is NoKeywordsParameterNode || (pattern.Elements.Length == 0 && pattern.Rest is null))
        {
            CheckNothingElse(pattern.Elements.Length, hash, test, fail);
        }
    }

    /// <summary>What deconstruct_keys is asked for: the keys, or nil when the rest is wanted too.</summary>
    private void LowerWantedKeys(HashPatternNode pattern, bool keepsRest, int register)
    {
        if (keepsRest || pattern.Rest is NoKeywordsParameterNode)
        {
            LoadNil(register);
            return;
        }

        int first = builder.NextRegister;
        foreach (AssocNode element in pattern.Elements)
        {
            Lower(element.Key, builder.Take());
        }

        builder.Emit(Opcode.NewArray, register, first, pattern.Elements.Length);
        builder.ReleaseTo(first);
    }

    private void LowerKeyPattern(AssocNode element, int hash, bool removes, Label fail)
    {
        int mark = builder.NextRegister;
        int key = builder.Take();
        int value = builder.Take();
        Label found = new();
        Lower(element.Key, key);
        SendTo(value, "key?", hash, key);
        if (failure is null)
        {
            builder.EmitJump(Opcode.JumpUnless, value, fail);
        }
        else
        {
            builder.EmitJump(Opcode.JumpIf, value, found);
            Move(failure.Key, key);
            Move(failure.Matchee, hash);
            Fail(fail, "key not found: ", key);
            builder.Mark(found);
        }

        if (removes)
        {
            SendTo(value, "delete", hash, key);
        }
        else
        {
            builder.Emit(Opcode.GetElement, value, hash, key);
        }

        LowerPattern(element.Value, value, fail);
        builder.ReleaseTo(mark);
    }

    private void CheckNothingElse(int expected, int hash, int test, Label fail)
    {
        int limit = builder.Take();
        SendTo(test, "length", hash);
        builder.EmitWide(Opcode.LoadInteger, limit, expected);
        builder.Emit(Opcode.Equal, test, test, limit);
        FailUnless(test, fail, "rest of ", hash, " is not empty");
    }
}
