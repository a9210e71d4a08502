using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;
using Kernel.Ruby.Regexps;
using Kernel.Ruby.Syntax;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>Strings, interpolation, symbols, regular expressions, commands.</summary>
internal sealed partial class CodeLowering
{
    private const int MaximumParts = 250;

    private bool LowerText(Node node, int destination)
    {
        switch (node)
        {
            case InterpolatedStringNode text: LowerParts(text.Parts, destination); return true;
            case InterpolatedSymbolNode symbol: LowerInterpolatedSymbol(symbol, destination); return true;
            case RegularExpressionNode regexp: LowerRegexp(regexp.Unescaped, regexp.Flags, regexp.Location, destination); return true;
            case InterpolatedRegularExpressionNode regexp: LowerInterpolatedRegexp(regexp.Parts, regexp.Flags, destination); return true;
            case MatchLastLineNode match: LowerMatchLastLine(destination, target => LowerRegexp(match.Unescaped, match.Flags, match.Location, target)); return true;
            case InterpolatedMatchLastLineNode match:
                LowerMatchLastLine(destination, target => LowerInterpolatedRegexp(match.Parts, match.Flags, target));
                return true;
            case XStringNode command:
                LowerCommand(destination, target => _builder.Load(target, _unit.FrozenString(command.Unescaped, EncodingOf(command.Flags))));
                return true;
            case InterpolatedXStringNode command: LowerCommand(destination, target => LowerParts(command.Parts, target)); return true;
            case EmbeddedStatementsNode embedded: Lower(embedded.Statements, destination); return true;
            case EmbeddedVariableNode embedded: Lower(embedded.Variable, destination); return true;
            default: return false;
        }
    }

    private StringEncoding EncodingOf(StringFlags flags) =>
        (flags & StringFlags.ForcedBinaryEncoding) != 0 ? StringEncoding.Binary
            : (flags & StringFlags.ForcedUtf8Encoding) != 0 ? StringEncoding.Utf8 : _unit.Encoding;

    private StringEncoding EncodingOf(EncodingFlags flags) =>
        (flags & EncodingFlags.ForcedBinaryEncoding) != 0 ? StringEncoding.Binary
            : (flags & EncodingFlags.ForcedUtf8Encoding) != 0 ? StringEncoding.Utf8 : _unit.Encoding;

    private void LowerString(StringNode text, int destination)
    {
        StringEncoding encoding = EncodingOf(text.Flags);
        if ((text.Flags & StringFlags.Frozen) != 0 || (_unit.FreezesStrings && (text.Flags & StringFlags.Mutable) == 0))
        {
            Load(destination, _unit.SharedString(text.Unescaped, encoding));
        }
        else if (destination >= 0)
        {
            bool isChilled = (text.Flags & StringFlags.Mutable) == 0;
            _builder.EmitWide(Opcode.LoadString, destination, _builder.Literal(_unit.Template(text.Unescaped, encoding, isChilled)));
        }
    }

    private void LoadNewString(byte[] bytes, StringEncoding encoding, int destination)
    {
        if (destination >= 0)
        {
            _builder.EmitWide(Opcode.LoadString, destination, _builder.Literal(_unit.FrozenString(bytes, encoding)));
        }
    }

    /// <summary>Parts that become one new string.</summary>
    private void LowerParts(Node[] parts, int destination)
    {
        if (parts.Length > MaximumParts)
        {
            LowerManyParts(parts, destination);
            return;
        }

        int first = _builder.NextRegister, count = parts.Length;
        if (!SaysEncoding(parts))
        {
            count++;
            _builder.Load(_builder.Take(), _unit.FrozenString([], _unit.Encoding));
        }

        foreach (Node part in parts)
        {
            LowerPart(part, _builder.Take());
        }

        _builder.Emit(Opcode.ConcatStrings, OrScratch(destination), first, count);
    }

    /// <summary>The text's encoding is the source's: that of a literal part, in UTF-8 of any.</summary>
    private bool SaysEncoding(Node[] parts) =>
        parts[0] is StringNode || (_unit.Encoding == StringEncoding.Utf8 && Array.Exists(parts, part => part is StringNode));

    private void LowerManyParts(Node[] parts, int destination)
    {
        int pieces = _builder.TakeMany((parts.Length + MaximumParts - 1) / MaximumParts);
        int count = 0;
        for (int i = 0; i < parts.Length; i += MaximumParts)
        {
            int mark = _builder.NextRegister;
            LowerParts(parts[i..Math.Min(parts.Length, i + MaximumParts)], pieces + count++);
            _builder.ReleaseTo(mark);
        }

        _builder.Emit(Opcode.ConcatStrings, OrScratch(destination), pieces, count);
    }

    /// <summary>One part; <paramref name="register"/> is the last one taken, so the to_s has its window there.</summary>
    private void LowerPart(Node part, int register)
    {
        if (part is StringNode text)
        {
            _builder.Load(register, _unit.FrozenString(text.Unescaped, EncodingOf(text.Flags)));
            return;
        }

        Lower(part, register);
        if (part is not InterpolatedStringNode)
        {
            int site = _builder.SendSite(_unit.Vm.Selectors.ToS, 0, Gem.Vm.Bytecode.CallFlags.SelfCall);
            _builder.Take();
            _builder.Emit(Opcode.InterpolationToString, register, site, register);
            _builder.ReleaseTo(register + 1);
        }
    }

    private void LowerInterpolatedSymbol(InterpolatedSymbolNode symbol, int destination)
    {
        int text = _builder.Take();
        LowerParts(symbol.Parts, text);
        _builder.Emit(Opcode.ToSymbol, OrScratch(destination), text);
    }

    /// <summary>A constant regular expression is a literal; it is compiled when it is first used.</summary>
    private void LowerRegexp(byte[] source, RegularExpressionFlags flags, SourceSpan location, int destination)
    {
        int options = LiteralFlags.OptionsOf(flags);
        StringEncoding encoding = LiteralFlags.EncodingOf(flags, _unit.Encoding);
        RegexpPattern? pattern = RegexpPattern.TryParse(source, encoding, options);
        if (pattern is not null)
        {
            encoding = pattern.Encoding;
            options |= pattern.IsFixed ? RegexpObject.FixedEncoding : 0;
            WarnOf(pattern, location);
        }

        RegexpObject literal = _unit.Vm.Adopt(new RegexpObject { Source = source, Options = options, Encoding = encoding, Compiled = pattern }, _unit.Vm.Classes.Regexp);
        literal.Header |= HeaderFlags.Frozen;
        Load(destination, literal);
    }

    private void WarnOf(RegexpPattern pattern, SourceSpan location)
    {
        if (_unit.Listener is not { } listener)
        {
            return;
        }

        foreach (string warning in RegexpText.Warnings(_unit.Vm, pattern))
        {
            _unit.Vm.WarningSink?.Invoke(listener, $"{_unit.Source.FileName}:{_unit.LineOf(location.Start)}: warning: {warning}");
        }
    }

    private void LowerInterpolatedRegexp(Node[] parts, RegularExpressionFlags flags, int destination)
    {
        void Make(int register)
        {
            int mark = _builder.NextRegister;
            int text = _builder.Take();
            LowerParts(parts, text);
            int options = LiteralFlags.OptionsOf(flags);
            int encoding = (options & RegexpObject.FixedEncoding) != 0 ? (int)LiteralFlags.EncodingOf(flags, _unit.Encoding) + 1 : 0;
            _builder.Emit(Opcode.NewRegexp, register, text, options | (encoding << 8));
            _builder.ReleaseTo(mark);
        }

        if ((flags & RegularExpressionFlags.Once) != 0)
        {
            LowerOnce(destination, Make);
        }
        else
        {
            Make(OrScratch(destination));
        }
    }

    /// <summary>Something that is made once for a place in the program.</summary>
    private void LowerOnce(int destination, Action<int> make)
    {
        Label end = new();
        int register = Workplace(destination);
        int literal = _builder.OwnLiteral(Value.Undefined);
        _builder.EmitWide(Opcode.LoadLiteral, register, literal);
        _builder.EmitJump(Opcode.JumpGiven, register, end);
        make(register);
        _builder.EmitWide(Opcode.StoreLiteral, register, literal);
        _builder.Mark(end);
        Move(destination, register);
    }

    private void LowerMatchLastLine(int destination, Action<int> loadRegexp)
    {
        int window = _builder.TakeMany(3);
        loadRegexp(window);
        ReadGlobal("$_", window + 2);
        Send(destination, "=~", window, 1);
    }

    private void LowerCommand(int destination, Action<int> loadText)
    {
        int window = _builder.TakeMany(3);
        Move(window, 0);
        loadText(window + 2);
        Send(destination, "`", window, 1, Gem.Vm.Bytecode.CallFlags.SelfCall);
    }

    /// <summary><c>/(?&lt;name&gt;…)/ =~ value</c>: the call, then the groups into their variables.</summary>
    private void LowerMatchWrite(MatchWriteNode match, int destination)
    {
        int result = Workplace(destination);
        Lower(match.Call, result);
        int data = _builder.Take();
        int group = _builder.Take();
        Label end = new();
        Label none = new();
        ReadGlobal("$~", data);
        _builder.EmitJump(Opcode.JumpNil, data, none);
        foreach (LocalVariableTargetNode target in match.Targets)
        {
            _builder.Load(group, _unit.Symbol(target.Name));
            _builder.Emit(Opcode.GetElement, group, data, group);
            WriteLocal(target.Name, target.Depth, group);
        }

        _builder.EmitJump(Opcode.Jump, 0, end);
        _builder.Mark(none);
        foreach (LocalVariableTargetNode target in match.Targets)
        {
            WriteLocal(target.Name, target.Depth, data);
        }

        _builder.Mark(end);
        Move(destination, result);
    }
}
