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
            case IntegerNode integer: Load(destination, unit.Vm.Integer(integer.Value)); return true;
            case FloatNode number: Load(destination, Value.FromFloat(number.Value)); return true;
            case StringNode text: LowerString(text, destination); return true;
            case SymbolNode symbol: Load(destination, SymbolOf(symbol)); return true;
            case SourceFileNode file: LoadNewString(file.Filepath, StringEncoding.Utf8, destination); return true;
            case SourceLineNode: Load(destination, Value.FromInteger(unit.LineOf(node.Location.Start))); return true;
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
            : (symbol.Flags & SymbolFlags.ForcedUSAsciiEncoding) != 0 ? StringEncoding.UsAscii : unit.Encoding;
        return unit.Vm.Symbols.Intern(symbol.Unescaped, encoding);
    }

    private void ReadInstanceVariable(string name, int destination)
    {
        if (destination >= 0)
        {
            builder.Emit(Opcode.GetInstanceVariable, destination, builder.SlotSite(unit.Symbol(name)));
        }
    }

    private void ReadGlobal(string name, int destination)
    {
        if (name == "$!")
        {
            builder.Emit(Opcode.GetErrorInfo, OrScratch(destination));
        }
        else
        {
            builder.EmitWide(Opcode.GetGlobal, OrScratch(destination), builder.Literal(name));
        }
    }

    private void ReadClassVariable(string name, int destination) =>
        builder.EmitWide(Opcode.GetClassVariable, OrScratch(destination), builder.Literal(name));

    private void ReadConstant(string name, int destination) =>
        builder.EmitWide(Opcode.GetConstant, OrScratch(destination), builder.ConstantSite(unit.Symbol(name)));

    private void ReadScopedConstant(int module, string name, int destination) =>
        builder.Emit(Opcode.GetScopedConstant, OrScratch(destination), builder.ConstantSite(unit.Symbol(name)), module);

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

        int register = builder.Take();
        builder.Load(register, unit.Vm.Classes.Object);
        return register;
    }

    private void LowerSourceEncoding(int destination)
    {
        int register = OrScratch(destination);
        ReadConstant("Encoding", register);
        ReadScopedConstant(register, unit.EncodingName.ToUpperInvariant().Replace('-', '_'), register);
    }

    private void LowerRational(RationalNode rational, int destination)
    {
        int window = builder.TakeMany(4);
        Move(window, 0);
        builder.Load(window + 2, unit.Vm.Integer(rational.Numerator));
        builder.Load(window + 3, unit.Vm.Integer(rational.Denominator));
        Send(destination, "Rational", window, 2, Gem.Vm.Bytecode.CallFlags.SelfCall);
    }

    private void LowerImaginary(ImaginaryNode imaginary, int destination)
    {
        int window = builder.TakeMany(4);
        Move(window, 0);
        builder.Load(window + 2, unit.Vm.Integer(BigInteger.Zero));
        Lower(imaginary.Numeric, window + 3);
        Send(destination, "Complex", window, 2, Gem.Vm.Bytecode.CallFlags.SelfCall);
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
        int match = builder.Take();
        int index = builder.Take();
        ReadGlobal("$~", match);
        builder.EmitJump(Opcode.JumpNil, match, end);
        builder.Load(index, Value.FromInteger(number));
        builder.Emit(Opcode.GetElement, match, match, index);
        builder.Mark(end);
        Move(destination, match);
    }
}
