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
        int length = _builder.Take();
        SendTo(length, "length", parts);
        int fixedCount = pattern.Requireds.Length + pattern.Posts.Length;
        CheckLength(parts, length, fixedCount, pattern.Rest is not null, fail);
        int element = _builder.Take();
        int index = _builder.Take();
        for (int i = 0; i < pattern.Requireds.Length; i++)
        {
            _builder.EmitWide(Opcode.LoadInteger, index, i);
            _builder.Emit(Opcode.GetElement, element, parts, index);
            LowerPattern(pattern.Requireds[i], element, fail);
        }

        if (pattern.Rest is SplatNode { Expression: { } rest })
        {
            _builder.EmitWide(Opcode.LoadInteger, index, pattern.Requireds.Length);
            int count = _builder.Take();
            _builder.Emit(Opcode.SubtractInteger, count, length, fixedCount);
            SendTo(element, "[]", parts, index, count);
            LowerPattern(rest, element, fail);
        }

        for (int i = 0; i < pattern.Posts.Length; i++)
        {
            _builder.Emit(Opcode.SubtractInteger, index, length, pattern.Posts.Length - i);
            _builder.Emit(Opcode.GetElement, element, parts, index);
            LowerPattern(pattern.Posts[i], element, fail);
        }
    }

    private void CheckLength(int parts, int length, int expected, bool isMinimum, Label fail)
    {
        int mark = _builder.NextRegister;
        int test = _builder.Take();
        int limit = _builder.Take();
        _builder.EmitWide(Opcode.LoadInteger, limit, expected);
        _builder.Emit(isMinimum ? Opcode.GreaterEqual : Opcode.Equal, test, length, limit);
        FailUnless(test, fail, parts, " length mismatch (given ", length, ", expected ", limit, isMinimum ? "+)" : ")");
        _builder.ReleaseTo(mark);
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
        bool isCached = subject == _cachedSubject;
        int parts = isCached ? _cachedParts : _builder.Take();
        int mark = _builder.NextRegister;
        Label known = new();
        if (isCached)
        {
            _builder.EmitJump(Opcode.JumpGiven, parts, known);
        }

        int test = _builder.Take();
        _builder.Load(test, _unit.Symbol("deconstruct"));
        SendTo(test, "respond_to?", subject, test);
        FailUnless(test, fail, subject, " does not respond to #deconstruct");
        SendTo(parts, "deconstruct", subject);
        RequireKind(parts, _unit.Vm.Classes.Array, "deconstruct must return Array");
        _builder.Mark(known);
        _builder.ReleaseTo(mark);
        return parts;
    }

    private void RequireKind(int value, ClassObject expected, string message)
    {
        int mark = _builder.NextRegister;
        int test = _builder.Take();
        Label holds = new();
        _builder.Load(test, expected);
        _builder.Emit(Opcode.CaseEqual, test, test, value);
        _builder.EmitJump(Opcode.JumpIf, test, holds);
        LoadText(message, test);
        Raise(_unit.Vm.Classes.TypeError, test);
        _builder.Mark(holds);
        _builder.ReleaseTo(mark);
    }

    /// <summary><c>[*, a, b, *]</c>: tries each place in turn.</summary>
    private void LowerFindPattern(FindPatternNode pattern, int subject, Label fail)
    {
        LowerPatternConstant(pattern.Constant, subject, fail);
        int parts = LowerDeconstruct(subject, fail);
        int length = _builder.Take();
        SendTo(length, "length", parts);
        int count = pattern.Requireds.Length;
        CheckLength(parts, length, count, isMinimum: true, fail);
        int start = _builder.Take();
        int end = _builder.Take();
        int element = _builder.Take();
        int index = _builder.Take();
        _builder.EmitWide(Opcode.LoadInteger, start, 0);
        _builder.Emit(Opcode.SubtractInteger, end, length, count - 1);
        Label top = _builder.Here();
        Label next = new();
        Label found = new();
        PatternFailure? described = _failure;
        _failure = null;
        for (int i = 0; i < count; i++)
        {
            _builder.Emit(Opcode.AddInteger, index, start, i);
            _builder.Emit(Opcode.GetElement, element, parts, index);
            LowerPattern(pattern.Requireds[i], element, next);
        }

        _failure = described;
        _builder.EmitJump(Opcode.Jump, 0, found);
        _builder.Mark(next);
        _builder.Emit(Opcode.AddInteger, start, start, 1);
        EmitLoopWhileLess(start, end, top);
        Fail(fail, parts, " does not match to find pattern");
        _builder.Mark(found);
        if (pattern.Left.Expression is { } left)
        {
            _builder.EmitWide(Opcode.LoadInteger, index, 0);
            SendTo(element, "[]", parts, index, start);
            LowerPattern(left, element, fail);
        }

        if (pattern.Right.Expression is { } right)
        {
            _builder.Emit(Opcode.AddInteger, index, start, count);
            SendTo(element, "[]", parts, index, length);
            LowerPattern(right, element, fail);
        }
    }

    private void LowerHashPattern(HashPatternNode pattern, int subject, Label fail)
    {
        LowerPatternConstant(pattern.Constant, subject, fail);
        int hash = _builder.Take();
        int key = _builder.Take();
        int test = _builder.Take();
        _builder.Load(key, _unit.Symbol("deconstruct_keys"));
        SendTo(test, "respond_to?", subject, key);
        FailUnless(test, fail, subject, " does not respond to #deconstruct_keys");
        bool keepsRest = pattern.Rest is AssocSplatNode { Value: not null };
        LowerWantedKeys(pattern, keepsRest, key);
        SendTo(hash, "deconstruct_keys", subject, key);
        RequireKind(hash, _unit.Vm.Classes.Hash, "deconstruct_keys must return Hash");
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
        else if (AllowsNothingElse(pattern))
        {
            CheckNothingElse(pattern.Elements.Length, hash, test, fail);
        }
    }

    /// <summary>True for <c>**nil</c>, and for <c>{}</c>, which only an empty hash matches.</summary>
    private static bool AllowsNothingElse(HashPatternNode pattern) =>
        pattern.Rest is NoKeywordsParameterNode || (pattern.Elements.Length == 0 && pattern.Rest is null);

    /// <summary>What deconstruct_keys is asked for: the keys, or nil when the rest matters too.</summary>
    private void LowerWantedKeys(HashPatternNode pattern, bool keepsRest, int register)
    {
        if (keepsRest || AllowsNothingElse(pattern))
        {
            LoadNil(register);
            return;
        }

        int first = _builder.NextRegister;
        foreach (AssocNode element in pattern.Elements)
        {
            Lower(element.Key, _builder.Take());
        }

        _builder.Emit(Opcode.NewArray, register, first, pattern.Elements.Length);
        _builder.ReleaseTo(first);
    }

    private void LowerKeyPattern(AssocNode element, int hash, bool removes, Label fail)
    {
        int mark = _builder.NextRegister;
        int key = _builder.Take();
        int value = _builder.Take();
        Label found = new();
        Lower(element.Key, key);
        SendTo(value, "key?", hash, key);
        if (_failure is null)
        {
            _builder.EmitJump(Opcode.JumpUnless, value, fail);
        }
        else
        {
            _builder.EmitJump(Opcode.JumpIf, value, found);
            Move(_failure.Key, key);
            Move(_failure.Matchee, hash);
            Fail(fail, "key not found: ", key);
            _builder.Mark(found);
        }

        if (removes)
        {
            SendTo(value, "delete", hash, key);
        }
        else
        {
            _builder.Emit(Opcode.GetElement, value, hash, key);
        }

        LowerPattern(element.Value, value, fail);
        _builder.ReleaseTo(mark);
    }

    private void CheckNothingElse(int expected, int hash, int test, Label fail)
    {
        int limit = _builder.Take();
        SendTo(test, "length", hash);
        _builder.EmitWide(Opcode.LoadInteger, limit, expected);
        _builder.Emit(Opcode.Equal, test, test, limit);
        FailUnless(test, fail, "rest of ", hash, " is not empty");
    }
}
