using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Unicode characters.</summary>
internal static unsafe class CharacterPrimitives
{
    public static void Register(PrimitiveTable table)
    {
        table.Add("characterFromCode", &FromCode, 1);
        table.Add("characterCode", &Code, 0);
        table.Add("characterCategory", &Category, 0);
        table.Add("characterLowercase", &Lowercase, 0);
        table.Add("characterUppercase", &Uppercase, 0);
    }

    private static Value FromCode(VmThread t, Arguments a) =>
        a[0].Ref is null && a[0].Bits is >= 0 and <= 0x10FFFF && Rune.IsValid((int)a[0].Bits) ? Value.FromCharacter((int)a[0].Bits) : Value.Undefined;

    private static Value Code(VmThread t, Arguments a) => Value.FromInteger(a.Self.Bits);

    private static Value Category(VmThread t, Arguments a) =>
        Value.FromInteger((int)(Rune.IsValid((int)a.Self.Bits) ? Rune.GetUnicodeCategory(new Rune((int)a.Self.Bits)) : System.Globalization.UnicodeCategory.Surrogate));

    private static Value Lowercase(VmThread t, Arguments a) => Mapped(a.Self, Rune.ToLowerInvariant);

    private static Value Uppercase(VmThread t, Arguments a) => Mapped(a.Self, Rune.ToUpperInvariant);

    private static Value Mapped(Value character, Func<Rune, Rune> map) =>
        Rune.IsValid((int)character.Bits) ? Value.FromCharacter(map(new Rune((int)character.Bits)).Value) : character;
}
