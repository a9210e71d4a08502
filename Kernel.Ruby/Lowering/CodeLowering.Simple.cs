using System.Numerics;
using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>Literals without parts, and reads of variables and constants.</summary>
internal sealed partial class CodeLowering
{
    private bool LowerSimple(Node node, int destination)
    {
        switch (node)
        {
            case NilNode: LoadNil(destination); return true;
            case TrueNode: Load(destination, Value.True); return true;
            case FalseNode: Load(destination, Value.False); return true;
            case SelfNode: Move(destination, 0); return true;
            case IntegerNode integer: Load(destination, _unit.Vm.Integer(integer.Value)); return true;
            case FloatNode number: Load(destination, Value.FromFloat(number.Value)); return true;
            case StringNode text: LowerString(text, destination); return true;
            case SymbolNode symbol: Load(destination, SymbolOf(symbol)); return true;
            case SourceFileNode file: LowerSourceFile(file, destination); return true;
            case SourceLineNode: Load(destination, Value.FromInteger(_unit.LineOf(node.Location.Start))); return true;
            case SourceEncodingNode: LowerSourceEncoding(destination); return true;
            case RationalNode rational: LowerRational(rational, destination); return true;
            case ImaginaryNode imaginary: LowerImaginary(imaginary, destination); return true;
            case LocalVariableReadNode read: ReadLocal(read.Name, read.Depth, destination); return true;
            case ItLocalVariableReadNode: ReadLocal(HiddenNames.It, 0, destination); return true;
            case InstanceVariableReadNode read: ReadInstanceVariable(read.Name, destination); return true;
            case GlobalVariableReadNode read: ReadGlobal(read.Name, destination); return true;
            case ClassVariableReadNode read: ReadClassVariable(read.Name, destination); return true;
            case ConstantReadNode read: ReadConstant(read.Name, destination); return true;
            case ConstantPathNode path: LowerConstantPath(path, destination); return true;
            case NumberedReferenceReadNode reference: LowerNumberedReference(reference.Number, destination); return true;
            case BackReferenceReadNode reference: ReadGlobal(reference.Name, destination); return true;
            case ArrayNode array: LowerArray(array.Elements, destination); return true;
            case HashNode hash: LowerHash(hash.Elements, destination); return true;
            case KeywordHashNode hash: LowerHash(hash.Elements, destination); return true;
            case RangeNode range: LowerRange(range, destination); return true;
            case ImplicitNode shorthand: Lower(shorthand.Value, destination); return true;
            default: return LowerText(node, destination);
        }
    }

    private Value SymbolOf(SymbolNode symbol)
    {
        StringEncoding encoding = (symbol.Flags & SymbolFlags.ForcedBinaryEncoding) != 0 ? StringEncoding.Binary
            : (symbol.Flags & SymbolFlags.ForcedUtf8Encoding) != 0 ? StringEncoding.Utf8
            : (symbol.Flags & SymbolFlags.ForcedUSAsciiEncoding) != 0 ? StringEncoding.UsAscii : _unit.Encoding;
        return _unit.Vm.Symbols.Intern(symbol.Unescaped, encoding);
    }

    private void ReadInstanceVariable(string name, int destination)
    {
        if (destination >= 0)
        {
            _builder.Emit(Opcode.GetInstanceVariable, destination, _builder.SlotSite(_unit.Symbol(name)));
        }
    }

    private void ReadGlobal(string name, int destination)
    {
        if (name == "$!")
        {
            _builder.Emit(Opcode.GetErrorInfo, OrScratch(destination));
        }
        else
        {
            _builder.EmitWide(Opcode.GetGlobal, OrScratch(destination), _builder.Literal(name));
        }
    }

    private void ReadClassVariable(string name, int destination) =>
        _builder.EmitWide(Opcode.GetClassVariable, OrScratch(destination), _builder.Literal(name));

    private void ReadConstant(string name, int destination) =>
        _builder.EmitWide(Opcode.GetConstant, OrScratch(destination), _builder.ConstantSite(_unit.Symbol(name)));

    private void ReadScopedConstant(int module, string name, int destination) =>
        _builder.Emit(Opcode.GetScopedConstant, OrScratch(destination), _builder.ConstantSite(_unit.Symbol(name)), module);

    private void LowerConstantPath(ConstantPathNode path, int destination)
    {
        int module = ModuleOperand(path.Parent);
        SetLine(path);
        ReadScopedConstant(module, path.Name!, destination);
    }

    /// <summary>The module left of <c>::</c>; Object for a path that begins there.</summary>
    private int ModuleOperand(Node? parent)
    {
        if (parent is not null)
        {
            return Operand(parent);
        }

        int register = _builder.Take();
        _builder.Load(register, _unit.Vm.Classes.Object);
        return register;
    }

    private void LowerSourceFile(SourceFileNode file, int destination)
    {
        if (_unit.FreezesStrings)
        {
            Load(destination, _unit.FrozenString(file.Filepath, StringEncoding.Utf8));
        }
        else
        {
            LoadNewString(file.Filepath, StringEncoding.Utf8, destination);
        }
    }

    private void LowerSourceEncoding(int destination)
    {
        int register = OrScratch(destination);
        ReadConstant("Encoding", register);
        ReadScopedConstant(register, EncodingTable.NameOf(_unit.Encoding).ToUpperInvariant().Replace('-', '_'), register);
    }

    /// <summary>Numbers that the kernel has in Ruby are made by their classes; the text may have no such constants and no self with methods.</summary>
    private void LowerRational(RationalNode rational, int destination)
    {
        int window = NumberClassWindow("Rational");
        _builder.Load(window + 2, _unit.Vm.Integer(rational.Numerator));
        _builder.Load(window + 3, _unit.Vm.Integer(rational.Denominator));
        Send(destination, "__of_coprimes", window, 2);
    }

    private void LowerImaginary(ImaginaryNode imaginary, int destination)
    {
        int window = NumberClassWindow("Complex");
        Lower(imaginary.Numeric, window + 2);
        Send(destination, "__imaginary", window, 1);
    }

    private int NumberClassWindow(string name)
    {
        int window = _builder.TakeMany(4);
        _builder.Load(window, _unit.Vm.Classes.Object);
        ReadScopedConstant(window, name, window);
        return window;
    }

    /// <summary>$1…: a group of the last match. The kernel defines the first nine as globals.</summary>
    private void LowerNumberedReference(int number, int destination)
    {
        if (number < 10)
        {
            ReadGlobal($"${number}", destination);
            return;
        }

        Label end = new();
        int match = _builder.Take();
        int index = _builder.Take();
        ReadGlobal("$~", match);
        _builder.EmitJump(Opcode.JumpNil, match, end);
        _builder.Load(index, Value.FromInteger(number));
        _builder.Emit(Opcode.GetElement, match, match, index);
        _builder.Mark(end);
        Move(destination, match);
    }
}
