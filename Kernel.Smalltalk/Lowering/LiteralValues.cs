using System.Numerics;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Lowering;

/// <summary>The objects that literals stand for. Those with a body are frozen: a literal cannot be changed.</summary>
internal sealed class LiteralValues(VirtualMachine vm, SmalltalkNamespaces namespaces)
{
    /// <summary>True for a node that has a value here.</summary>
    public static bool IsLiteral(Node node) => node.Kind is NodeKind.Nil or NodeKind.True or NodeKind.False or NodeKind.Integer or NodeKind.Float
        or NodeKind.ScaledDecimal or NodeKind.Character or NodeKind.String or NodeKind.Symbol or NodeKind.LiteralArray or NodeKind.ByteArray;

    /// <summary>The value of a literal.</summary>
    public Value Of(Node node) => node switch
    {
        IntegerNode integer => vm.Integer(integer.Value),
        FloatNode number => Value.FromFloat(number.Value),
        CharacterNode character => Value.FromCharacter(character.CodePoint),
        StringNode text => Frozen(vm.NewString(text.Value)),
        SymbolNode symbol => vm.Symbols.Intern(symbol.Value),
        LiteralArrayNode array => Frozen(vm.NewArray([.. array.Elements.Select(Of)], array.Elements.Count)),
        ByteArrayNode bytes => Frozen(vm.Adopt(new StringObject(bytes.Value, bytes.Value.Length, StringEncoding.Binary), namespaces.Class("ByteArray"))),
        ScaledDecimalNode number => ScaledDecimal(number),
        _ => node.Kind switch
        {
            NodeKind.True => Value.True,
            NodeKind.False => Value.False,
            _ => Value.Nil,
        },
    };

    private Value ScaledDecimal(ScaledDecimalNode node)
    {
        PlainObject number = vm.NewObject(namespaces.Class("ScaledDecimal"));
        Set(number, "value", Quotient(node.Digits, BigInteger.Pow(10, node.FractionDigits)));
        Set(number, "scale", Value.FromInteger(node.Scale));
        return Frozen(number);
    }

    private Value Quotient(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (divisor == denominator)
        {
            return vm.Integer(numerator / divisor);
        }

        PlainObject fraction = vm.NewObject(namespaces.Class("Fraction"));
        Set(fraction, "numerator", vm.Integer(numerator / divisor));
        Set(fraction, "denominator", vm.Integer(denominator / divisor));
        return Frozen(fraction);
    }

    private void Set(PlainObject target, string name, Value value) => SlotAccess.SlotForWriting(vm, target, vm.Symbols.Intern(name)) = value;

    private static Value Frozen(HeapObject body)
    {
        body.Header |= HeaderFlags.Frozen;
        return body;
    }
}
